"""Writes clipping.json beside this file with PyTorch in float64 (python clipping.py): optimiser trajectories with clip_grad_norm_ of models in the other files here.

Adam has so large an epsilon that the length of a gradient counts; it would not with PyTorch's 1e-8. The limit lies between the norms of the three steps, so that some are clipped.
"""
import json, math, os, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
ACT = {"tanh": torch.tanh, "relu": torch.relu}

def run(p, prefix, x, c, heads):
    for i in range(len(c["hidden"])): x = ACT[c["activation"]](F.linear(x, p[f"{prefix}.hidden{i}.weight"], p[f"{prefix}.hidden{i}.bias"]))
    return [F.linear(x, p[f"{prefix}.{h}.weight"], p[f"{prefix}.{h}.bias"]) for h in heads]

def loss(p, c, x, eps):
    mu, logvar = run(p, "encoder", x, c, ["mu", "logvar"])
    z = mu + torch.exp(0.5 * logvar) * eps
    if c["likelihood"] == "bernoulli":
        (logits,) = run(p, "decoder", z, c, ["logits"])
        nll = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    else:
        m, lv = run(p, "decoder", z, c, ["mean", "logvar"])
        nll = 0.5 * (math.log(2 * math.pi) + lv + (x - m) ** 2 / torch.exp(lv)).sum(-1)
    kl = -0.5 * (1 + logvar - mu ** 2 - torch.exp(logvar))
    return nll.mean() + c.get("beta", 1.0) * kl.sum(-1).mean()

def steps(rec, make, limit):
    p = {k: torch.tensor(v).requires_grad_() for k, v in rec["parameters"].items()}
    optimiser, losses, norms = make(list(p.values())), [], []
    for s in range(3):
        optimiser.zero_grad()
        l = loss(p, rec["config"], torch.tensor(rec["x"]), torch.tensor(rec["epsilon"][s])); l.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(list(p.values()), limit).item())
        optimiser.step(); losses.append(l.item())
    return {"learning_rate": 1e-2, "losses": losses, "norms": norms, "parameters_after_3_steps": {k: v.detach().tolist() for k, v in p.items()}}

out = {}
for name in ["vae-bernoulli-tanh", "beta-vae-bernoulli-relu-deep", "vae-gaussian-tanh"]:
    with open(os.path.join(HERE, name + ".json")) as f: rec = json.load(f)
    adam = lambda ps: torch.optim.Adam(ps, lr=1e-2, betas=(.9, .999), eps=0.1)
    adagrad = lambda ps: torch.optim.Adagrad(ps, lr=1e-2, eps=1e-10)
    limit = round(sum(sorted(steps(rec, adam, math.inf)["norms"])[:2]) / 2, 3)
    out[name] = {"clip_norm": limit, "adam_epsilon": 0.1, "adam": steps(rec, adam, limit), "adagrad": steps(rec, adagrad, limit)}
    print(name, limit, out[name]["adam"]["norms"], out[name]["adagrad"]["norms"], out[name]["adam"]["losses"])
with open(os.path.join(HERE, "clipping.json"), "w") as f: json.dump(out, f, indent=1)
