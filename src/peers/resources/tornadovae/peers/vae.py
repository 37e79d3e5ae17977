# TorchScript: training of a variational autoencoder of dense tanh layers, as 'bench peers' compares it. The parameters p are weight and
# bias of each layer: encoder, code (mu, log variance), decoder, output.

def layer(p: List[Tensor], i: int, x: Tensor) -> Tensor:
    return torch.addmm(p[2 * i + 1], x, p[2 * i].t())

def code(p: List[Tensor], x: Tensor, hidden: int) -> Tuple[List[Tensor], Tensor]:
    a = [x]
    for i in range(hidden):
        a.append(torch.tanh(layer(p, i, a[i])))
    return a, layer(p, hidden, a[hidden])

def image(p: List[Tensor], z: Tensor, hidden: int) -> Tuple[List[Tensor], Tensor]:
    a = [z]
    for i in range(hidden):
        a.append(torch.tanh(layer(p, hidden + 1 + i, a[i])))
    return a, layer(p, 2 * hidden + 1, a[hidden])

def loss(p: List[Tensor], x: Tensor, e: Tensor, hidden: int, gaussian: bool) -> Tensor:
    c = code(p, x, hidden)[1]
    k = c.size(1) // 2
    mu, logvar = c[:, :k], c[:, k:]
    o = image(p, mu + torch.exp(0.5 * logvar) * e, hidden)[1]
    kl = -0.5 * (1 + logvar - mu * mu - torch.exp(logvar)).sum()
    if gaussian:
        d = x.size(1)
        m, lv = o[:, :d], torch.clamp(o[:, d:], min=-8.0)
        nll = 0.5 * (lv + (x - m) ** 2 * torch.exp(-lv)).sum()
    else:
        nll = torch.binary_cross_entropy_with_logits(o, x, None, None, 2)
    return (nll + kl) / x.size(0)

def autograd(p: List[Tensor], x: Tensor, e: Tensor, hidden: int, gaussian: bool) -> List[Tensor]:
    g: List[Tensor] = []
    for each in torch.autograd.grad([loss(p, x, e, hidden, gaussian)], p):
        assert each is not None
        g.append(each)
    return g

# The loss is computed too, as every training reports it.
def by_hand(p: List[Tensor], x: Tensor, e: Tensor, hidden: int, gaussian: bool) -> List[Tensor]:
    n = x.size(0)
    a, c = code(p, x, hidden)
    k = c.size(1) // 2
    mu, logvar = c[:, :k], c[:, k:]
    std = torch.exp(0.5 * logvar)
    b, o = image(p, mu + std * e, hidden)
    total = -0.5 * (1 + logvar - mu * mu - std * std).sum()
    if gaussian:
        d = x.size(1)
        raw = o[:, d:]
        lv = torch.clamp(raw, min=-8.0)
        inverse = torch.exp(-lv)
        r = o[:, :d] - x
        q = r * inverse
        rq = r * q
        total = total + 0.5 * (lv + rq).sum()
        g = torch.cat([q / n, (1 - rq) * (raw > -8.0) * (0.5 / n)], 1)
    else:
        total = total + torch.binary_cross_entropy_with_logits(o, x, None, None, 2)
        g = torch.sigmoid(o).sub_(x).mul_(1.0 / n)
    reverse: List[Tensor] = []
    for i in range(hidden + 1):
        j = hidden - i
        reverse.append(g.sum(0))
        reverse.append(torch.mm(g.t(), b[j]))
        g = torch.mm(g, p[2 * (hidden + 1 + j)])
        if j > 0:
            g = torch.tanh_backward(g, b[j])
    g = torch.cat([g + mu / n, g * e * std * 0.5 + (std * std - 1) * (0.5 / n)], 1)
    for i in range(hidden + 1):
        j = hidden - i
        reverse.append(g.sum(0))
        reverse.append(torch.mm(g.t(), a[j]))
        if j > 0:
            g = torch.tanh_backward(torch.mm(g, p[2 * j]), a[j])
    result: List[Tensor] = []
    for i in range(len(reverse)):
        result.append(reverse[len(reverse) - 1 - i])
    return result

# Widths of a half's layers, such as '784,500,40'; starts from small numbers.
def parameters(encoder: str, decoder: str) -> List[Tensor]:
    p: List[Tensor] = []
    for half in [encoder, decoder]:
        widths = [int(width) for width in half.split(",")]
        for i in range(len(widths) - 1):
            p.append(torch.randn([widths[i + 1], widths[i]]).mul_(0.05).requires_grad_(True))
            p.append(torch.zeros([widths[i + 1]]).requires_grad_(True))
    return p

def moments(p: List[Tensor]) -> List[Tensor]:
    return [torch.zeros_like(each.detach()) for each in p]

def counters(p: List[Tensor]) -> List[Tensor]:
    return [torch.zeros([]) for each in p]

def images(count: int, pixels: int) -> Tensor:
    return torch.rand([count, pixels])

# The largest difference between both backward passes, as a fraction of the largest number in a gradient.
def difference(data: Tensor, p: List[Tensor], batch: int, latent: int, hidden: int, gaussian: bool) -> float:
    x = data[:batch]
    e = torch.randn([batch, latent])
    automatic = autograd(p, x, e, hidden, gaussian)
    manual = by_hand([each.detach() for each in p], x, e, hidden, gaussian)
    worst = 0.0
    for i in range(len(p)):
        worst = max(worst, float((automatic[i] - manual[i]).abs().max() / automatic[i].abs().max()))
    return worst

def train(data: Tensor, p: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], first: int, count: int, batch: int,
          latent: int, hidden: int, gaussian: bool, manual: bool) -> int:
    batches = data.size(0) // batch
    none: List[Tensor] = []
    d = [each.detach() for each in p]
    for s in range(first, first + count):
        at = s % batches * batch
        x = data[at:at + batch]
        e = torch.randn([batch, latent])
        if manual:
            g = by_hand(d, x, e, hidden, gaussian)
        else:
            g = autograd(p, x, e, hidden, gaussian)
        torch._foreach_add_(t, 1)
        torch._fused_adam_(d, g, m, v, none, t, lr=1e-3, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False,
                           maximize=False)
    return first + count
