# Values for tests/reference/evidence.json, part "own". Run: Rscript evidence.R > own.json
# Base R only.
j <- function(x) if (length(x) == 1) formatC(x, digits = 15, format = "g", width = 1) else
  paste0("[", paste(formatC(x, digits = 15, format = "g", width = 1), collapse = ", "), "]")
obj <- function(...) { a <- list(...); paste0("{", paste0('"', names(a), '": ', unlist(a), collapse = ", "), "}") }
arr <- function(x) paste0("[", paste(x, collapse = ",\n  "), "]")

families <- list(
  c(0.023, 0.09, 0.741, 0.292, 0.763), c(0.04, 0.04, 0.04), c(0.5), c(1, 0, 0.2, 0.2, 1),
  c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216),
  c(0.9, 0.012, 0.013, 0.014, 0.3, 0.0145))
methods <- c("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")
adjusted <- sapply(families, function(p) do.call(obj, c(list(p = if (length(p) == 1) paste0("[", p, "]") else j(p)),
  setNames(lapply(methods, function(m) { v <- p.adjust(p, m); if (length(v) == 1) paste0("[", j(v), "]") else j(v) }), methods))))

two <- list(c(10, 39, 9, 15), c(11, 39, 9, 15), c(26, 39, 11, 15), c(13, 39, 4, 15), c(17, 39, 10, 15), c(1, 40, 5, 20), c(0, 7, 5, 5),
            c(0, 10, 0, 10), c(219, 418, 182, 403), c(2073, 9639, 2168, 9646))
fisher <- sapply(two, function(t) obj(e1 = j(t[1]), n1 = j(t[2]), e2 = j(t[3]), n2 = j(t[4]),
  p = j(fisher.test(matrix(c(t[1], t[2] - t[1], t[3], t[4] - t[3]), 2))$p.value)))

tables <- list(list(c(6, 21, 49, 43, 52, 13, 49), c(1, 15, 35, 44, 81, 32, 59)),
               list(c(0, 1, 5, 17, 10, 4, 2), c(0, 0, 3, 4, 6, 1, 1)), list(c(2, 0, 0, 1, 0, 0, 2), c(0, 3, 0, 0, 2, 0, 0)))
tests <- sapply(tables, function(t) {
  k <- seq_along(t[[1]]); a <- rep(k, t[[1]]); b <- rep(k, t[[2]])
  m <- rbind(t[[1]], t[[2]]); m <- m[, colSums(m) > 0]
  g <- rbind(c(sum(t[[1]][1:3]), sum(t[[1]][4:7])), c(sum(t[[2]][1:3]), sum(t[[2]][4:7])))
  obj(treatment = j(t[[1]]), control = j(t[[2]]),
      wilcoxon = j(wilcox.test(a, b, exact = FALSE, correct = FALSE)$p.value),
      wilcoxon_corrected = j(wilcox.test(a, b, exact = FALSE, correct = TRUE)$p.value),
      chi_squared = j(chisq.test(m)$p.value), chi_squared_cut_2 = j(chisq.test(g, correct = FALSE)$p.value),
      fisher_cut_2 = j(fisher.test(g)$p.value)) })

phi <- function(x) dnorm(x)
maxz <- function(m, rho, p) { c <- qnorm(1 - p / 2); 1 - integrate(function(u)
  dnorm(u) * (pnorm((c - sqrt(rho) * u) / sqrt(1 - rho)) - pnorm((-c - sqrt(rho) * u) / sqrt(1 - rho)))^m,
  -Inf, Inf, rel.tol = 1e-12)$value }
error <- apply(expand.grid(m = c(2, 6, 10), rho = c(0.3, 0.6, 0.9), p = c(0.05, 0.023)), 1, function(r)
  obj(m = j(r[["m"]]), rho = j(r[["rho"]]), p = j(r[["p"]]), chance = j(maxz(r[["m"]], r[["rho"]], r[["p"]]))))

sm <- apply(expand.grid(effect = c(0.405465108108164, 2, 6), se = c(0.5524, 5.08)), 1, function(r) {
  e <- r[["effect"]]; s <- r[["se"]]; c <- qnorm(0.975) * s
  above <- integrate(function(x) x * dnorm(x, e, s), c, e + 40 * s, rel.tol = 1e-11)$value
  below <- integrate(function(x) -x * dnorm(x, e, s), -40 * s, -c, rel.tol = 1e-11)$value
  power <- pnorm(-c, e, s) + pnorm(c, e, s, lower.tail = FALSE)
  obj(effect = j(e), se = j(s), power = j(power), wrong_sign = j(pnorm(-c, e, s) / power), ratio = j((above + below) / power / e)) })

y <- c(0.62, 0.15, 0.30); s <- c(0.25, 0.20, 0.30); w <- 1 / s^2; q <- sum(w * (y - weighted.mean(y, w))^2)
interaction <- obj(estimates = j(y), errors = j(s), statistic = j(q), p = j(pchisq(q, 2, lower.tail = FALSE)), pooled = j(weighted.mean(y, w)))

cat("{\n", paste(paste0('"', c("adjusted", "fisher", "tests", "any_below", "type_sm"), '": ',
    c(arr(adjusted), arr(fisher), arr(tests), arr(error), arr(sm))), collapse = ",\n"),
    ',\n"interaction": ', interaction, "}\n", sep = "")
