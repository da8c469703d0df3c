"""The widgets of the window, and nothing that could live below them."""
