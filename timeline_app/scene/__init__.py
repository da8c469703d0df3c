"""What is drawn: marks, colours and text metrics, with no toolkit."""
