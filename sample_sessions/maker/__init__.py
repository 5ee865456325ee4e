"""Makes the sample study: a simulated session gives a true coding, two coders' codings, moving pictures and sound."""
