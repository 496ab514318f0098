"""What the house looks at before readers do: rules that stop a publication, and rules that inform.

Each rule is a function of a Subject (subject.py) that yields Problems (problems.py). The
foundation has those of every text; content rooms add their own with the hook
`register_content_rules` (rules.py). The same rules are asked by the editor's form, by the
checks panel for what is not saved yet, by the pre-flight of a schedule, and at the publication.
"""
