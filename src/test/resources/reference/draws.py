"""Writes draws.json beside this file with PyTorch in float64 (python draws.py): objectives with several draws of z for each image.

The models are those of vae-bernoulli-tanh.json and vae-gaussian-tanh.json; the noise is new, [step, image · draw, latent], the draws of an image behind each other.
Gradients come from autograd of each paper's own formula: IWAE's bound (Burda et al. 2016, eq. 8), MIWAE, PIWAE and CIWAE (Rainforth et al. 2018), and DReG as the
surrogate of Tucker et al. 2019 (eq. 8), with densities of torch.distributions, so that nothing here is simplified as it is in the program.
"""
import json, math, os, torch
import torch.nn.functional as F
from torch.distributions import Normal
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))

def run(p, prefix, x, c, heads):
    for i in range(len(c["hidden"])): x = torch.tanh(F.linear(x, p[f"{prefix}.hidden{i}.weight"], p[f"{prefix}.hidden{i}.bias"]))
    return [F.linear(x, p[f"{prefix}.{h}.weight"], p[f"{prefix}.{h}.bias"]) for h in heads]

def log_p(p, c, x, z):
    """log p(x|z), [image, draw]."""
    if c["likelihood"] == "bernoulli":
        (logits,) = run(p, "decoder", z, c, ["logits"])
        return -F.binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="none").sum(-1)
    m, lv = run(p, "decoder", z, c, ["mean", "logvar"])
    return Normal(m, torch.exp(0.5 * lv)).log_prob(x).sum(-1)

def parts(p, c, x, eps, stop):
    """log w [image, draw], −log p(x|z) and the analytic KL."""
    mu, logvar = run(p, "encoder", x, c, ["mu", "logvar"])
    n, total = x.shape[0], eps.shape[0] // x.shape[0]
    sd = torch.exp(0.5 * logvar)
    z = mu[:, None] + sd[:, None] * eps.reshape(n, total, -1)
    q = Normal(mu.detach()[:, None], sd.detach()[:, None]) if stop else Normal(mu[:, None], sd[:, None])
    ll = log_p(p, c, x[:, None], z)
    lw = ll + Normal(0., 1.).log_prob(z).sum(-1) - q.log_prob(z).sum(-1)
    kl = -0.5 * (1 + logvar - mu ** 2 - torch.exp(logvar))
    return lw, -ll, kl

def bound(lw, m):
    n, total = lw.shape
    lw = lw.reshape(n, m, total // m)
    return (torch.logsumexp(lw, -1) - math.log(total // m)).mean()

def losses(o, p, c, x, eps):
    """(what is reported, what the decoder minimises, what the encoder minimises)"""
    lw, nll, kl = parts(p, c, x, eps, False)
    m, k = o.get("m", 1), o.get("k", 1)
    name = o["objective"]
    if name == "vae": total = nll.mean() + kl.sum(-1).mean(); return total, total, total
    if name in ("iwae", "miwae"): total = -bound(lw, m)
    if name == "piwae": total = -bound(lw, 1); return total, total, -bound(lw, m)
    if name == "ciwae": total = -(1 - o["beta"]) * bound(lw, 1) - o["beta"] * lw.mean()
    if o.get("doubly"):
        stopped, _, _ = parts(p, c, x, eps, True)
        v = torch.softmax(stopped, -1).detach()
        return total, total, -(v ** 2 * stopped).sum(-1).mean()
    return total, total, total

def gradients(o, p, c, x, eps):
    total, of_decoder, of_encoder = losses(o, p, c, x, eps)
    names = list(p)
    d = torch.autograd.grad(of_decoder, [p[n] for n in names], retain_graph=True, allow_unused=True)
    e = torch.autograd.grad(of_encoder, [p[n] for n in names], allow_unused=True)
    return total, {n: (d if n.startswith("decoder") else e)[i] for i, n in enumerate(names)}

def conv(o):
    if isinstance(o, torch.Tensor): return o.detach().tolist()
    if isinstance(o, dict): return {k: conv(v) for k, v in o.items()}
    return o

OBJECTIVES = {
    "vae-3": dict(objective="vae", draws=3), "iwae-1": dict(objective="iwae", k=1), "iwae-5": dict(objective="iwae", k=5),
    "dreg-5": dict(objective="iwae", k=5, doubly=True), "miwae-2-3": dict(objective="miwae", m=2, k=3),
    "piwae-2-3": dict(objective="piwae", m=2, k=3), "ciwae-4": dict(objective="ciwae", k=4, beta=0.25),
}
if __name__ == "__main__":
    out, g = {}, torch.Generator().manual_seed(17)
    for model in ["vae-bernoulli-tanh", "vae-gaussian-tanh"]:
        with open(os.path.join(HERE, model + ".json")) as f: rec = json.load(f)
        c, x = rec["config"], torch.tensor(rec["x"])
        out[model] = {}
        for name, o in OBJECTIVES.items():
            draws = o.get("draws", o.get("m", 1) * o.get("k", 1))
            eps = torch.randn(3, c["batch"] * draws, c["latent"], generator=g)
            p = {k: torch.tensor(v).requires_grad_() for k, v in rec["parameters"].items()}
            _, nll, kl = parts(p, c, x, eps[0], False)
            total, grads = gradients(o, p, c, x, eps[0])
            result = {"objective": o, "epsilon": eps, "nll": nll.mean(), "kl": kl.sum(-1).mean(), "loss": total, "gradients": grads}
            adam, trajectory = torch.optim.Adam(list(p.values()), lr=1e-2, betas=(.9, .999), eps=1e-8), []
            for s in range(3):
                total, grads = gradients(o, p, c, x, eps[s])
                for n in p: p[n].grad = grads[n]
                adam.step(); trajectory.append(total.item())
            out[model][name] = conv({**result, "adam": {"learning_rate": 1e-2, "losses": trajectory, "parameters_after_3_steps": p}})
            print(model, name, trajectory)
    with open(os.path.join(HERE, "draws.json"), "w") as f: json.dump(out, f)
