"""Screens: they load values from the library, hand them to widgets and decide what a widget's message means."""
