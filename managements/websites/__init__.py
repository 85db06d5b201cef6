"""A management's site as a whole: start page, frame, legal pages, hosts."""
