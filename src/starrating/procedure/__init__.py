"""The procedure of a review, pure: what holds of it, what is due, what may follow."""
