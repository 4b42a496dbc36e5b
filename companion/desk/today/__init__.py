"""What *Heute* shows: what needs somebody, the most urgent first, each line with its next step.

``facts`` looks (files of this laptop, never the network), the other modules judge and are free of Flask and files.
"""
