"""The measures of a study as its screens show them: kept between two looks, compared, and gathered over children."""
