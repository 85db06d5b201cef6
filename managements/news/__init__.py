"""What is new: the posts of a management and of the city, and their feeds."""
