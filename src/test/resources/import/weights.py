"""Writes the files beside this one with PyTorch and a safetensors writer of its own: python3 weights.py.

Models of 28 × 28 pixels with random weights: pythae's names in F32, PyTorch's example in F16 and BF16 (rounded weights), and a
map of modules with stacked heads in F64 and normalised pixels, and a decoder that is not the encoder's mirror.
expected.json has what PyTorch's encoder and decoder make of the same input.
"""
import json, os, struct, torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64"}
PIXELS = 784


def save(name, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, tensor in tensors.items():
        raw = tensor.contiguous()
        bits = {8: torch.int64, 4: torch.int32, 2: torch.int16}[raw.element_size()]
        content = raw.view(bits).numpy().tobytes()
        offsets = [len(data), len(data) + len(content)]
        header[key] = {"dtype": NAMES[raw.dtype], "shape": list(raw.shape), "data_offsets": offsets}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Pythae(nn.Module):
    """pythae's default encoder and decoder, with two hidden layers."""

    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.Module(), nn.Module()
        self.encoder.layers = nn.ModuleList([nn.Sequential(nn.Linear(PIXELS, 7), nn.ReLU()),
                                             nn.Sequential(nn.Linear(7, 5), nn.ReLU())])
        self.encoder.embedding, self.encoder.log_var = nn.Linear(5, 2), nn.Linear(5, 2)
        self.decoder.layers = nn.ModuleList([nn.Sequential(nn.Linear(2, 5), nn.ReLU()), nn.Sequential(nn.Linear(5, 7), nn.ReLU()),
                                             nn.Sequential(nn.Linear(7, PIXELS), nn.Sigmoid())])

    def encode(self, x):
        for layer in self.encoder.layers: x = layer(x)
        return self.encoder.embedding(x), self.encoder.log_var(x)

    def decode(self, z):
        for layer in self.decoder.layers: z = layer(z)
        return z


class Example(nn.Module):
    """The VAE among PyTorch's examples, smaller."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc21, self.fc22 = nn.Linear(PIXELS, 6), nn.Linear(6, 3), nn.Linear(6, 3)
        self.fc3, self.fc4 = nn.Linear(3, 6), nn.Linear(6, PIXELS)

    def encode(self, x):
        h = torch.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return torch.sigmoid(self.fc4(torch.relu(self.fc3(z))))


class Stacked(nn.Module):
    """One layer gives μ and log σ², a layer has no bias, and pixels are normalised."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(PIXELS, 6, bias=False), nn.Tanh(), nn.Linear(6, 4))
        self.dec = nn.Sequential(nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 2 * PIXELS))

    def encode(self, x):
        return self.enc((x - 0.25) / 0.5).chunk(2, -1)

    def decode(self, z):
        return self.dec(z).chunk(2, -1)[0]


class Own(nn.Module):
    """A linear encoder, a decoder of its own shape, and no variance: trained by squared errors."""

    def __init__(self):
        super().__init__()
        self.mu, self.log_var = nn.Linear(PIXELS, 2), nn.Linear(PIXELS, 2)
        self.dec = nn.Sequential(nn.Linear(2, 4), nn.Softplus(), nn.Linear(4, 6), nn.Softplus(), nn.Linear(6, PIXELS))

    def encode(self, x):
        x = (x - 0.25) / 0.5
        return self.mu(x), self.log_var(x)

    def decode(self, z):
        return self.dec(z)


torch.manual_seed(1)
# multiples of 1/255, as images are stored
x = torch.randint(0, 256, (5, PIXELS)).double() / 255
expected = {"pixels": (x * 255).round().int().tolist(), "models": {}}


def record(name, model, latent):
    double = model.double()
    z = torch.linspace(-2, 2, 4 * latent, dtype=torch.float64).reshape(4, latent)
    with torch.no_grad():
        mu, logvar = double.encode(x)
        # every 97th pixel is enough
        expected["models"][name] = {"mu": mu.tolist(), "logvar": logvar.tolist(), "z": z.tolist(),
                                    "decoded": double.decode(z)[:, ::97].tolist()}


def rounded(model, dtype):
    return {key: value.detach().to(dtype) for key, value in model.state_dict().items()}


model = Pythae()
save("pythae.safetensors", rounded(model, torch.float32))
record("pythae", model, 2)
for name, dtype in (("f16", torch.float16), ("bf16", torch.bfloat16)):
    model = Example()
    weights = rounded(model, dtype)
    save(f"example-{name}.safetensors", weights)
    model.load_state_dict({key: value.float() for key, value in weights.items()})
    record(f"example-{name}", model, 3)
model = Stacked().double()
save("stacked.safetensors", rounded(model, torch.float64))
record("stacked", model, 2)
model = Own()
save("own.safetensors", rounded(model, torch.float32))
record("own", model, 2)
torch.save(Pythae().state_dict(), os.path.join(HERE, "pickle.pt"))
with open(os.path.join(HERE, "expected.json"), "w") as file:
    json.dump(expected, file)
    file.write("\n")
