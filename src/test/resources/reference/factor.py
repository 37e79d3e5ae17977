"""Writes factor.json beside this file with PyTorch in float64 (python factor.py): FactorVAE (Kim & Mnih 2018, algorithm 2) with a discriminator of rectified linear units.

The models are those of vae-bernoulli-tanh.json and vae-gaussian-tanh.json with their noise; permuted codes are given. Both optimisers step from the same parameters.
"""
import json, math, os, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
GAMMA, RATE, WIDTHS = 6.0, 2 ** -8, [5, 4]

def run(p, prefix, x, act, depth, heads):
    for i in range(depth): x = act(F.linear(x, p[f"{prefix}.hidden{i}.weight"], p[f"{prefix}.hidden{i}.bias"]))
    return [F.linear(x, p[f"{prefix}.{h}.weight"], p[f"{prefix}.{h}.bias"]) for h in heads]

def losses(p, d, c, x, eps, permuted):
    mu, logvar = run(p, "encoder", x, torch.tanh, len(c["hidden"]), ["mu", "logvar"])
    z = mu + torch.exp(0.5 * logvar) * eps
    if c["likelihood"] == "bernoulli":
        (logits,) = run(p, "decoder", z, torch.tanh, len(c["hidden"]), ["logits"])
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    else:
        m, lv = run(p, "decoder", z, torch.tanh, len(c["hidden"]), ["mean", "logvar"])
        nll = 0.5 * (math.log(2 * math.pi) + lv + (x - m) ** 2 / torch.exp(lv)).sum(-1)
    kl = -0.5 * (1 + logvar - mu ** 2 - torch.exp(logvar)).sum(-1)
    D = lambda v: torch.sigmoid(run(d, "discriminator", v, torch.relu, len(WIDTHS), ["logit"])[0])
    tc = torch.log(D(z) / (1 - D(z))).mean()
    own = -0.5 * (torch.log(D(z.detach())).mean() + torch.log(1 - D(permuted)).mean())
    return nll.mean() + kl.mean() + GAMMA * tc, own, tc

out, g = {}, torch.Generator().manual_seed(23)
for name in ["vae-bernoulli-tanh", "vae-gaussian-tanh"]:
    with open(os.path.join(HERE, name + ".json")) as f: rec = json.load(f)
    c, x = rec["config"], torch.tensor(rec["x"])
    eps, permuted = torch.tensor(rec["epsilon"]), torch.randn(3, c["batch"], c["latent"], generator=g)
    start, a = {}, c["latent"]
    for i, b in enumerate(WIDTHS):
        start[f"discriminator.hidden{i}.weight"] = torch.randn(b, a, generator=g); start[f"discriminator.hidden{i}.bias"] = torch.randn(b, generator=g); a = b
    start["discriminator.logit.weight"] = torch.randn(1, a, generator=g); start["discriminator.logit.bias"] = torch.randn(1, generator=g)
    p = {k: torch.tensor(v).requires_grad_() for k, v in rec["parameters"].items()}
    d = {k: v.clone().requires_grad_() for k, v in start.items()}
    optimisers = torch.optim.Adam(list(p.values()), lr=1e-2), torch.optim.Adam(list(d.values()), lr=RATE, betas=(.5, .9), eps=1e-8)
    history = []
    for s in range(3):
        total, own, tc = losses(p, d, c, x, eps[s], permuted[s])
        of_vae = torch.autograd.grad(total, list(p.values()), retain_graph=True); of_d = torch.autograd.grad(own, list(d.values()))
        if s == 0: gradients = {k: v.tolist() for k, v in zip([*p, *d], [*of_vae, *of_d])}
        history.append([total.item(), own.item(), tc.item()])
        for w, v in zip([*p.values(), *d.values()], [*of_vae, *of_d]): w.grad = v
        for o in optimisers: o.step()
    out[name] = {"gamma": GAMMA, "rate": RATE, "discriminator": WIDTHS, "start": {k: v.tolist() for k, v in start.items()}, "permuted": permuted.tolist(),
                 "history": history, "gradients": gradients, "after_3_steps": {k: v.tolist() for k, v in {**p, **d}.items()}}
    print(name, history)
with open(os.path.join(HERE, "factor.json"), "w") as f: json.dump(out, f)
