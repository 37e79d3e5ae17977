"""Writes priors.json beside this file with PyTorch in float64 (python priors.py): learned priors, a mixture of Gaussians and the VampPrior (Tomczak & Welling 2018).

The models are those of vae-bernoulli-tanh.json and vae-gaussian-tanh.json with a prior beside them; noise is new, [step, image · draw, latent], as in draws.py.
log p(z) comes from torch.distributions, and the KL is log q(z|x) − log p(z) of every draw. Pseudo-inputs are brought back to [0, 1] after each step.
"""
import json, math, os, torch
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal
from draws import bound, log_p, run
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
COMPONENTS, PSEUDO = "prior.mu+logvar", "prior.pseudoInputs"

def prior(p, c):
    if PSEUDO in p: mu, logvar = run(p, "encoder", p[PSEUDO], c, ["mu", "logvar"])
    else: mu, logvar = p[COMPONENTS].chunk(2, dim=1)
    return MixtureSameFamily(Categorical(torch.ones(len(mu))), Independent(Normal(mu, torch.exp(0.5 * logvar)), 1))

def parts(p, c, x, eps, stop):
    """log w, −log p(x|z) and log q(z|x) − log p(z), [image, draw] each."""
    mu, logvar = run(p, "encoder", x, c, ["mu", "logvar"])
    sd = torch.exp(0.5 * logvar)
    z = mu[:, None] + sd[:, None] * eps.reshape(x.shape[0], -1, c["latent"])
    q = Normal(mu.detach()[:, None], sd.detach()[:, None]) if stop else Normal(mu[:, None], sd[:, None])
    ll = log_p(p, c, x[:, None], z)
    kl = q.log_prob(z).sum(-1) - prior(p, c).log_prob(z)
    return ll - kl, -ll, kl

def losses(o, p, c, x, eps):
    """(what is reported, what decoder and prior minimise, what the encoder minimises)"""
    lw, nll, kl = parts(p, c, x, eps, False)
    m, name = o.get("m", 1), o["objective"]
    if name == "beta-vae": total = nll.mean() + o["beta"] * kl.mean()
    if name in ("iwae", "miwae"): total = -bound(lw, m)
    if name == "piwae": total = -bound(lw, 1); return total, total, -bound(lw, m)
    if name == "ciwae": total = -(1 - o["beta"]) * bound(lw, 1) - o["beta"] * lw.mean()
    if o.get("doubly"):
        stopped, _, _ = parts(p, c, x, eps, True)
        v = torch.softmax(stopped, -1).detach()
        return total, total, -(v ** 2 * stopped).sum(-1).mean()
    return total, total, total

def gradients(o, p, c, x, eps):
    total, of_model, of_encoder = losses(o, p, c, x, eps)
    names = list(p)
    d = torch.autograd.grad(of_model, [p[n] for n in names], retain_graph=True, allow_unused=True)
    e = torch.autograd.grad(of_encoder, [p[n] for n in names], allow_unused=True)
    return total, {n: (e if n.startswith("encoder") else d)[i] for i, n in enumerate(names)}

def conv(o):
    if isinstance(o, torch.Tensor): return o.detach().tolist()
    if isinstance(o, dict): return {k: conv(v) for k, v in o.items()}
    return o

BOTH = {
    "beta-vae": dict(objective="beta-vae", beta=2.0, draws=1), "beta-vae-3": dict(objective="beta-vae", beta=0.5, draws=3),
    "iwae-1": dict(objective="iwae", k=1), "iwae-5": dict(objective="iwae", k=5), "miwae-2-3": dict(objective="miwae", m=2, k=3),
    "ciwae-4": dict(objective="ciwae", k=4, beta=0.25),
}
OF_MIXTURE = {"dreg-5": dict(objective="iwae", k=5, doubly=True), "piwae-2-3": dict(objective="piwae", m=2, k=3)}
if __name__ == "__main__":
    out, g = {}, torch.Generator().manual_seed(31)
    for model in ["vae-bernoulli-tanh", "vae-gaussian-tanh"]:
        with open(os.path.join(HERE, model + ".json")) as f: rec = json.load(f)
        c, x = rec["config"], torch.tensor(rec["x"])
        out[model] = {}
        for kind, k in [("mixture", 3), ("vamp", 4)]:
            for name, o in {**BOTH, **(OF_MIXTURE if kind == "mixture" else {})}.items():
                eps = torch.randn(3, c["batch"] * o.get("draws", o.get("m", 1) * o.get("k", 1)), c["latent"], generator=g)
                p = {n: torch.tensor(v) for n, v in rec["parameters"].items()}
                if kind == "mixture": p[COMPONENTS] = 0.7 * torch.randn(k, 2 * c["latent"], generator=g)
                else: p[PSEUDO] = (torch.rand(k, c["data"], generator=g) * 1.2 - 0.1).clamp(0, 1)
                start = {n: v.tolist() for n, v in p.items()}
                for v in p.values(): v.requires_grad_()
                _, nll, kl = parts(p, c, x, eps[0], False)
                total, grads = gradients(o, p, c, x, eps[0])
                result = {"objective": o, "learned_prior": {"kind": kind, "components": k}, "parameters": start, "epsilon": eps, "nll": nll.mean(),
                          "kl": kl.mean(), "loss": total, "gradients": grads}
                adam, trajectory = torch.optim.Adam(list(p.values()), lr=1e-2, betas=(.9, .999), eps=1e-8), []
                for s in range(3):
                    total, grads = gradients(o, p, c, x, eps[s])
                    for n in p: p[n].grad = grads[n]
                    adam.step(); trajectory.append(total.item())
                    if PSEUDO in p:
                        with torch.no_grad(): p[PSEUDO].clamp_(0, 1)
                out[model][f"{kind}, {name}"] = conv({**result, "adam": {"learning_rate": 1e-2, "losses": trajectory, "parameters_after_3_steps": p}})
                print(model, kind, name, trajectory)
    with open(os.path.join(HERE, "priors.json"), "w") as f: json.dump(out, f)
