"""What was perceived, with times: values and their files, nothing else."""
