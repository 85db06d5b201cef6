"""How accessible a site is, in facts, and what happens when somebody meets a barrier."""
