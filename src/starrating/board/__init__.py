"""The board 看板: all that is known of a period, as one page."""
