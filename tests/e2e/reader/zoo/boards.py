def pages():
    return []
