"""Planning reliability on the Study page: sample, workload, training, certificates, the diary."""
