"""Answers that rooms compute from their facts, for questions that they understand whole."""
