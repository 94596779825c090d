# Exact conditional p-values of the Wilcoxon-Mann-Whitney test from coin, for exact.json.
# Run: Rscript exact.R      (R 4.2.2, coin 1.4.2; 23 November 2026)
suppressMessages(library(coin))
p_value <- function(treatment, control) {
  y <- c(rep(seq_along(treatment), treatment), rep(seq_along(control), control))
  g <- factor(rep(c("t", "c"), c(sum(treatment), sum(control))))
  as.numeric(pvalue(wilcox_test(y ~ g, distribution = "exact")))
}
show <- function(treatment, control)
  cat(sprintf('{"treatment": [%s], "control": [%s], "p": %.15g},\n',
              toString(treatment), toString(control), p_value(treatment, control)))
show(c(4, 7, 9, 8, 6, 3, 2), c(1, 1, 2, 3, 4, 2, 2))
show(c(6, 21, 49, 43, 52, 13, 49), c(1, 15, 35, 44, 81, 32, 59))
show(c(20, 40, 50, 45, 50, 20, 25), c(10, 30, 45, 50, 60, 25, 30))
show(c(11, 10, 9, 12, 10, 11, 9, 10, 8, 10, 10), c(6, 7, 9, 9, 10, 11, 12, 10, 12, 11, 13))
show(c(60, 50, 45, 50, 45), c(45, 50, 45, 50, 60))
show(c(70, 140, 40), c(60, 130, 60))
show(rep(c(1, 0, 1, 1, 0, 2, 1, 2), 3), rep(c(1, 1, 0, 0, 1, 0, 1, 0), 3))
