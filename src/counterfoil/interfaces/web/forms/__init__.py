"""Document forms: layout and words are declared, one file each; what a field may hold is the model's to say."""
