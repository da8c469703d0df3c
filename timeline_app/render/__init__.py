"""A scene to pixels: two renderers that are strangers to each other and decide nothing."""
