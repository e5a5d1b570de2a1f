"""What a citizen looks at: lists and single pages of papers, meetings and bodies, without an account.

Whatever is shown of one of them comes out of `services/oeffentlich`; here it is only found and put side by side.
"""
