"""Writes the reference values of likelihoods and of decoders of their own shape beside this file, with PyTorch in float64.

python likelihoods.py; every loss is in nats per image, as in generate.py of the other values. The continuous Bernoulli density is
PyTorch's own, torch.distributions.ContinuousBernoulli; the Gaussian ones are torch.distributions.Normal.
"""
import json, math, os, torch
import torch.nn.functional as F
from torch.distributions import ContinuousBernoulli, Normal
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
ACT = {"tanh": torch.tanh, "relu": torch.relu, "softplus": F.softplus}

def plain(o):
    if isinstance(o, torch.Tensor): return o.detach().tolist()
    if isinstance(o, dict): return {k: plain(v) for k, v in o.items()}
    if isinstance(o, (list, tuple)): return [plain(v) for v in o]
    return o

def net(g, prefix, sizes, heads):
    p = {}
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        p[f"{prefix}.hidden{i}.weight"] = 0.5 * torch.randn(b, a, generator=g)
        p[f"{prefix}.hidden{i}.bias"] = 0.1 * torch.randn(b, generator=g)
    for h, b in heads.items():
        p[f"{prefix}.{h}.weight"] = 0.5 * torch.randn(b, sizes[-1], generator=g)
        p[f"{prefix}.{h}.bias"] = 0.1 * torch.randn(b, generator=g)
    return p

def run(p, prefix, x, act, depth, heads):
    for i in range(depth): x = ACT[act](F.linear(x, p[f"{prefix}.hidden{i}.weight"], p[f"{prefix}.hidden{i}.bias"]))
    return [F.linear(x, p[f"{prefix}.{h}.weight"], p[f"{prefix}.{h}.bias"]) for h in heads]

def nll_of(p, c, x, out):
    if c["likelihood"] == "continuous_bernoulli": return -ContinuousBernoulli(logits=out).log_prob(x).sum(-1)
    if c["variance"] == "fixed": sigma = torch.tensor(c["sigma2"]).sqrt()
    elif c["variance"] == "shared": sigma = torch.exp(0.5 * p["decoder.logvar"])
    else: sigma = ((x - out) ** 2).mean().sqrt()   # the gradient goes through it, where it vanishes
    return -Normal(out, sigma.expand_as(out)).log_prob(x).sum(-1)

def forward(p, c, x, eps):
    mu, logvar = run(p, "encoder", x, c["activation"], len(c["hidden"]), ["mu", "logvar"])
    z = mu + torch.exp(0.5 * logvar) * eps
    head = "mean" if c["likelihood"] == "gaussian" else "logits"
    (out,) = run(p, "decoder", z, c["decoder_activation"], len(c["decoder_hidden"]), [head])
    return z, nll_of(p, c, x, out), -0.5 * (1 + logvar - mu ** 2 - torch.exp(logvar))

def case(name, seed, data, hidden, latent, batch, activation, decoder_hidden, decoder_activation, likelihood, variance="pixel", sigma2=1.0):
    g = torch.Generator().manual_seed(seed)
    c = dict(data=data, hidden=hidden, latent=latent, batch=batch, activation=activation, decoder_hidden=decoder_hidden,
             decoder_activation=decoder_activation, likelihood=likelihood, variance=variance, sigma2=sigma2, objective="vae")
    p = net(g, "encoder", [data] + hidden, {"mu": latent, "logvar": latent})
    p |= net(g, "decoder", [latent] + decoder_hidden, {"mean" if likelihood == "gaussian" else "logits": data})
    if variance in ("shared", "optimal"): p["decoder.logvar"] = torch.tensor([-0.7])
    learned = [k for k in p if not (variance == "optimal" and k == "decoder.logvar")]
    x, eps = torch.rand(batch, data, generator=g), torch.randn(3, batch, latent, generator=g)
    rec = {"config": c, "parameters": {k: v.clone() for k, v in p.items()}, "x": x, "epsilon": eps, "prior": torch.zeros(3, batch, latent)}
    q = {k: v.clone().requires_grad_() for k, v in p.items()}
    z, nll, kl = forward(q, c, x, eps[0])
    loss = nll.mean() + kl.sum(-1).mean(); loss.backward()
    rec["step0"] = {"z": z, "negative_log_likelihood_per_image": nll, "kl_per_image_and_dimension": kl, "loss": loss,
                    "gradients": {k: q[k].grad for k in learned}}
    for opt, make in {"adam": lambda ps: torch.optim.Adam(ps, lr=1e-2), "adagrad": lambda ps: torch.optim.Adagrad(ps, lr=1e-2)}.items():
        r = {k: v.clone().requires_grad_() for k, v in p.items()}; o = make([r[k] for k in learned]); losses = []
        for s in range(3):
            o.zero_grad(); z, nll, kl = forward(r, c, x, eps[s]); l = nll.mean() + kl.sum(-1).mean()
            l.backward(); o.step(); losses.append(l.item())
        rec[opt] = {"learning_rate": 1e-2, "losses": losses, "parameters_after_3_steps": {k: r[k].detach() for k in learned}}
    with torch.no_grad():   # the bound is a density's: an optimal variance is the one that the model keeps
        kept = dict(c, variance="shared") if variance == "optimal" else c
        lw = []
        for s in range(3):
            mu, logvar = run(p, "encoder", x, activation, len(hidden), ["mu", "logvar"])
            z, nll, kl = forward(p, kept, x, eps[s])
            logq = Normal(mu, torch.exp(0.5 * logvar)).log_prob(z).sum(-1)
            lw.append(-nll + Normal(0, 1).log_prob(z).sum(-1) - logq)
        rec["iwae_bound_k3"] = (torch.logsumexp(torch.stack(lw), 0) - math.log(3)).mean()
    with open(os.path.join(HERE, name + ".json"), "w") as f: json.dump(plain(rec), f, indent=1)

case("continuous-bernoulli-own-decoder", 11, 6, [5], 2, 4, "relu", [4, 3, 7], "tanh", "continuous_bernoulli")
case("gaussian-shared-linear", 12, 6, [], 2, 4, "tanh", [], "tanh", "gaussian", "shared")
case("gaussian-fixed-linear-decoder", 13, 6, [5], 3, 5, "softplus", [], "softplus", "gaussian", "fixed", math.exp(-3))   # its logarithm is a float32
case("gaussian-optimal", 14, 6, [5], 2, 4, "tanh", [5], "tanh", "gaussian", "optimal")

# A(l), its two derivatives and the quantiles of 1/4 and 0.9 at logits on both sides of every switch
logits = torch.tensor([-600., -40., -3., -1.01, -.99, -.51, -.49, -.07, -.06, -1e-3, 0., 1e-3, .06, .07, .49, .51, .99, 1.01, 3., 40., 600.])
import numpy as np   # 80 bits and sinh are far from cancelling: log(2 sinh(l/2)/l) + l/2 with l in long double
L = logits.numpy().astype(np.longdouble); a = np.abs(L); small = a < 1e-2
with np.errstate(all="ignore"):
    A = np.where(small, L / 2 + L**2 / 24 - L**4 / 2880, np.maximum(L, 0) + np.log(-np.expm1(-a) / a))
    M = np.where(small, 0.5 + L / 12 - L**3 / 720, -1 / np.expm1(-L) - 1 / L)
    V = np.where(small, 1 / np.longdouble(12) - L**2 / 240 + L**4 / 6048, 1 / L**2 - np.exp(-a) / np.expm1(-a)**2)
    def Q(u): return np.where(small, u + u*(1-u)*L/2 + u*(1-u)*(1-2*u)*L**2/6 + u*(1-u)*(1-6*u*(1-u))*L**3/24,
        np.where(L > 0, 1 + np.log(u + (1 - u) * np.exp(-a)) / a, np.log1p(u * np.expm1(-a)) / L))
    table = {"logit": logits.tolist(), "logNormaliser": A.astype(float).tolist(), "mean": M.astype(float).tolist(),
             "variance": V.astype(float).tolist(), "quantile25": Q(np.longdouble(0.25)).astype(float).tolist(),
             "quantile90": Q(np.longdouble(0.9)).astype(float).tolist()}
with open(os.path.join(HERE, "continuous-bernoulli.json"), "w") as f: json.dump(table, f, indent=1)
