# Boundaries of one interim look by Miwa's algorithm for the bivariate normal, for interim.json.
# Run: Rscript interim.R > interim.json      (R 4.2.2, mvtnorm 1.1.3)
suppressMessages({library(mvtnorm); library(jsonlite)})
inside <- function(first, last, fraction, drift = 0) pmvnorm(
  c(-first, -last), c(first, last), mean = c(drift * sqrt(fraction), drift),
  sigma = matrix(c(1, sqrt(fraction), sqrt(fraction), 1), 2), algorithm = Miwa())[1]
widening <- c("obrien-fleming" = -0.5, pocock = 0)
rows <- list()
for (boundary in names(widening)) for (fraction in c(0.25, 0.5, 0.75)) for (alpha in c(0.05, 0.01)) {
  wide <- fraction^widening[[boundary]]
  last <- uniroot(function(z) 1 - inside(z * wide, z, fraction) - alpha, c(1.9, 3.2), tol = 1e-11)$root
  rows[[length(rows) + 1]] <- list(
    boundary = boundary, fraction = fraction, alpha = alpha, first = last * wide, last = last,
    power_at_2.8 = 1 - inside(last * wide, last, fraction, 2.8))
}
provenance <- list(
  what = "Two-look boundaries of O'Brien-Fleming and Pocock shape, and power at a drift of 2.8.",
  script = "tests/reference/interim.R", R = R.version.string,
  packages = list(mvtnorm = as.character(packageVersion("mvtnorm"))), date = "2026-11-23")
cat(toJSON(list(provenance = provenance, two_at_5 = 1 - inside(qnorm(0.975), qnorm(0.975), 0.5), rows = rows), auto_unbox = TRUE, digits = 12))
