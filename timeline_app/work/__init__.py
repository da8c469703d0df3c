"""What a person can ask for, with no toolkit; shared by the window and the command line."""
