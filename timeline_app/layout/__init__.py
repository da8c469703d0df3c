"""Where things go: numbers only, no words, no colours, no toolkit."""
