# Every completion of a table with missing outcomes, and two-stage least squares, for
# missing_outcomes.json.
# Run: Rscript missing_outcomes.R > missing_outcomes.json      (R 4.2.2, ordinal 2022.11.16)
suppressMessages({library(ordinal); library(jsonlite)})

# International Stroke Trial, alive and independent against dead or dependent; 81 and 69 missing.
good <- c(1694 + 1945, 1602 + 1919); poor <- c(3927 + 2073, 3957 + 2168); missing <- c(81, 69)
p_ist <- outer(missing[1]:0, missing[2]:0, Vectorize(function(a, b) {
  m <- rbind(good + c(a, b), poor + c(missing[1] - a, missing[2] - b))
  suppressWarnings(chisq.test(m, correct = FALSE))$p.value }))
ist <- list(p_worst = p_ist[nrow(p_ist), 1], p_best = p_ist[1, ncol(p_ist)], p_sum = sum(p_ist),
            significant = sum(p_ist < 0.05))

# An assumed table at the size of STARTING-2, 39 and 15 (not that trial's), with 1 and 2 missing.
observed <- rbind(c(1, 3, 9, 12, 9, 4, 1), c(0, 0, 1, 3, 7, 3, 1))
one <- diag(7)
two <- do.call(rbind, lapply(1:7, function(i) t(sapply(i:7, function(k) one[i, ] + one[k, ]))))
two <- two[, , drop = FALSE]
wald <- function(a, b) {
  m <- observed + rbind(one[a, ], two[b, ])
  y <- factor(rep(rep(1:7, 2), c(t(m))), ordered = TRUE)
  g <- rep(c(1, 0), rowSums(m))
  s <- coef(summary(clm(y ~ g, control = clm.control(gradTol = 1e-12, maxIter = 200L))))["g", ]
  c(-s[["Estimate"]], s[["Pr(>|z|)"]])
}
all <- expand.grid(a = 1:7, b = seq_len(nrow(two)))
fits <- mapply(wald, all$a, all$b)
assumed <- list(treatment = observed[1, ], control = observed[2, ], ways = ncol(fits),
                log_odds_ratio = fits[1, ], p = fits[2, ], significant = sum(fits[2, ] < 0.05),
                added_treatment = one[all$a, ], added_control = two[all$b, ])

# Two-stage least squares, one binary instrument, White's variance; Fieller's limits by root.
counts <- list(c(40, 40, 5, 15, 2, 3, 33, 62), c(20, 15, 8, 7, 3, 9, 17, 21), c(300, 100, 40, 60, 30, 20, 200, 250))
compliers <- lapply(counts, function(n) {
  d <- expand.grid(poor = 0:1, received = 1:0, allocated = 1:0)
  d <- d[rep(seq_len(8), n), ]; y <- 1 - d$poor
  first <- fitted(lm(received ~ allocated, d))
  tau <- coef(lm(y ~ first))[[2]]
  intercept <- mean(y) - tau * mean(d$received)
  e <- y - intercept - tau * d$received
  X <- cbind(1, first); bread <- solve(crossprod(X))
  se <- sqrt((bread %*% crossprod(X * e) %*% bread)[2, 2])
  gap <- function(t, q) {
    r <- y - t * d$received; r1 <- r[d$allocated == 1]; r0 <- r[d$allocated == 0]
    v <- function(x) mean((x - mean(x))^2) / length(x)
    (mean(r1) - mean(r0))^2 - q^2 * (v(r1) + v(r0)) }
  q <- qnorm(0.975)
  limit <- function(a, b) uniroot(gap, c(a, b), q = q, tol = 1e-14)$root
  list(counts = n, effect = tau, se = se, lower = limit(tau - 5, tau), upper = limit(tau, tau + 5)) })

cat(toJSON(list(
  provenance = list(what = "Completed tables by chisq.test and ordinal::clm; two-stage least squares by lm, White's variance, Fieller's limits by uniroot.",
    script = "tests/reference/missing_outcomes.R", R = R.version.string, packages = list(ordinal = as.character(packageVersion("ordinal"))),
    date = "2026-11-23"),
  ist = ist, assumed = assumed, compliers = compliers), digits = 15, auto_unbox = TRUE))
cat("\n")
