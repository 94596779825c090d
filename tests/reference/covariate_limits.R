# Profile limits of the treatment effect in covariate.json and stratified.json, by root finding on the
# likelihood ratio (confint.clm interpolates the profile and is off by 1e-5); and the standard error
# of the standardised risk difference for 0-2 by the delta method with numerical derivatives.
# Rscript tests/reference/covariate_limits.R tests/reference > tests/reference/covariate_limits.json
suppressPackageStartupMessages({library(ordinal); library(jsonlite)})
read <- function(name) fromJSON(file.path(commandArgs(TRUE)[1], name), simplifyDataFrame = FALSE)
cases <- read("covariate.json")$covariate_adjusted
tight <- clm.control(gradTol = 1e-10, maxIter = 200)
limits <- lapply(cases, function(case) {
  d <- as.data.frame(case$data); d$y <- factor(d$y); d$stratum <- factor(d$stratum)
  d$age10 <- (d$age - 65) / 10; d$nihss5 <- (d$nihss - 12) / 5
  full <- clm(y ~ trt + age10 + nihss5 + stratum, data = d, control = tight)
  drop <- function(beta) {
    d$shift <- beta * d$trt
    held <- clm(y ~ age10 + nihss5 + stratum + offset(shift), data = d, control = tight)
    2 * (as.numeric(logLik(full)) - as.numeric(logLik(held))) - qchisq(.95, 1)
  }
  middle <- coef(full)["trt"]; reach <- 4 * sqrt(vcov(full)["trt", "trt"])
  c(uniroot(drop, c(middle - reach, middle), tol = 1e-12)$root,
    uniroot(drop, c(middle, middle + reach), tol = 1e-12)$root)
})
errors <- lapply(cases, function(case) {
  d <- as.data.frame(case$data); d$y <- factor(d$y); d$stratum <- factor(d$stratum)
  d$age10 <- (d$age - 65) / 10; d$nihss5 <- (d$nihss - 12) / 5
  full <- clm(y ~ trt + age10 + nihss5 + stratum, data = d, control = tight)
  X <- model.matrix(~ trt + age10 + nihss5 + stratum, d)[, -1]
  risk <- function(par, arm) {
    X[, "trt"] <- arm
    mean(plogis(par["2|3"] - X %*% par[-(1:6)]))
  }
  gradient <- function(f) sapply(seq_along(coef(full)), function(i) {
    step <- replace(numeric(length(coef(full))), i, 1e-5)
    (f(coef(full) + step) - f(coef(full) - step)) / 2e-5
  })
  error <- function(f) { g <- gradient(f); sqrt(drop(g %*% vcov(full) %*% g)) }
  list(difference = error(function(p) risk(p, 1) - risk(p, 0)),
       treatment_logit = error(function(p) qlogis(risk(p, 1))),
       marginal_log_or = error(function(p) qlogis(risk(p, 1)) - qlogis(risk(p, 0))))
})
names(errors) <- sapply(cases, function(case) case$id)
sets <- read("stratified.json")$stratified
stratified <- lapply(sets, function(set) {
  d <- do.call(rbind, lapply(seq_along(set$strata), function(h) {
    arm <- function(counts, trt) data.frame(y = seq_along(counts), n = counts, trt = trt, h = h)
    rbind(arm(set$strata[[h]]$treatment, 1), arm(set$strata[[h]]$control, 0))
  }))
  d <- d[d$n > 0, ]; d$y <- factor(d$y); d$h <- factor(d$h)
  full <- clm(y ~ trt + h, data = d, weights = n, control = tight)
  drop <- function(beta) {
    d$shift <- beta * d$trt
    held <- clm(y ~ h + offset(shift), data = d, weights = n, control = tight)
    2 * (as.numeric(logLik(full)) - as.numeric(logLik(held))) - qchisq(.95, 1)
  }
  middle <- coef(full)["trt"]; reach <- 4 * sqrt(vcov(full)["trt", "trt"])
  c(uniroot(drop, c(middle - reach, middle), tol = 1e-12)$root,
    uniroot(drop, c(middle, middle + reach), tol = 1e-12)$root)
})
names(stratified) <- sapply(sets, function(set) set$id)
names(limits) <- sapply(cases, function(case) case$id)
provenance <- list(
  what = "95% profile limits of beta_worse (treatment), and delta-method standard errors of standardised risks at 0-2, for the cases in covariate.json and stratified.json",
  R = R.version.string, date = as.character(Sys.Date()),
  packages = list(ordinal = as.character(packageVersion("ordinal"))))
cat(toJSON(list(provenance = provenance, limits = limits, stratified = stratified, errors = errors), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n")
