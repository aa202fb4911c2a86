"""Trains the reader of lines and writes it for the scanner: train.py FONTS HOURS [MODEL.pt to go on from]

Beside this file: lines.onnx (what the scanner opens) and, not kept in the repository, lines.pt (to go on from).
One core draws lines, another learns from them; two cores read some 10,000 a minute, each line twice.
"""

import math
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

from lines import CHARS, HEIGHT, Drawer

HERE = pathlib.Path(__file__).parent
INDEX = {c: i + 1 for i, c in enumerate(CHARS)}  # 0 is the blank of CTC
BATCH = 48
RATE = 2e-3


class Lines(IterableDataset):
    """Batches of lines of about one length, so that little is computed for nothing; each line is seen twice."""

    def __init__(self, folder, seed):
        self.folder, self.seed = folder, seed

    def __iter__(self):
        drawer = Drawer(self.folder, self.seed)
        while True:
            pool = sorted((drawer.draw() for _ in range(BATCH * 8)), key=lambda made: made[1].shape[1])
            batches = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)] * 2
            drawer.dice.shuffle(batches)
            for batch in batches:
                widths = [image.shape[1] for _, image in batch]
                images = np.zeros((len(batch), 1, HEIGHT, (max(widths) + 7) // 8 * 8), np.float32)
                for i, (_, image) in enumerate(batch):
                    images[i, 0, :, : image.shape[1]] = image
                yield torch.from_numpy(images), [value for value, _ in batch], torch.tensor(widths)


class Along(nn.Module):
    """Along the line, with what stands further and further away: the font, the pitch, the letters before and after."""

    def __init__(self, channels, dilation, size=5):
        super().__init__()
        self.deep = nn.Conv1d(
            channels, channels, size, padding=dilation * (size // 2), dilation=dilation, groups=channels, bias=False
        )
        self.n1 = nn.BatchNorm1d(channels)
        self.point = nn.Conv1d(channels, channels, 1, bias=False)
        self.n2 = nn.BatchNorm1d(channels)

    def forward(self, x):
        return torch.relu(x + self.n2(self.point(torch.relu(self.n1(self.deep(x))))))


def conv(before, after, stride):
    return [nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)]


class Reader(nn.Module):
    """1 x 1 x 40 x W (0 for paper, 1 for print) to 1 x letters x W/4 scores."""

    WIDE = 160

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(*conv(1, 16, 2), *conv(16, 32, 2), *conv(32, 64, (2, 1)), *conv(64, 64, 1))
        self.down = nn.Conv2d(64, self.WIDE, (5, 1), bias=False)
        self.n1 = nn.BatchNorm2d(self.WIDE)
        self.along = nn.Sequential(*[Along(self.WIDE, dilation) for dilation in (1, 2, 4, 1)])
        self.head = nn.Conv1d(self.WIDE, len(CHARS) + 1, 1)

    def forward(self, x):
        x = torch.relu(self.n1(self.down(self.body(x)))).squeeze(2)
        return self.head(self.along(x))


def spelled(scores):
    """The likeliest letter at each step; the same one step after another is one letter."""
    for line in scores.argmax(1).tolist():
        yield "".join(CHARS[c - 1] for c, before in zip(line, [0, *line]) if c and c != before)


def export(model, path):
    model.eval()
    torch.onnx.export(
        model, torch.zeros(1, 1, HEIGHT, 320), str(path), input_names=["line"], output_names=["scores"],
        dynamic_axes={"line": {3: "width"}, "scores": {2: "steps"}}, opset_version=17, dynamo=False,
    )
    model.train()


def main():
    folder, hours = sys.argv[1], float(sys.argv[2])
    torch.set_num_threads(1)
    seed = int(time.time())
    torch.manual_seed(seed)
    model = Reader()
    if len(sys.argv) > 3:
        model.load_state_dict(torch.load(sys.argv[3]))
    print(f"{sum(p.numel() for p in model.parameters())} parameters, seed {seed}", flush=True)
    batches = iter(DataLoader(Lines(folder, seed), batch_size=None, num_workers=1, prefetch_factor=24))
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=1e-4)
    loss_of = nn.CTCLoss(zero_infinity=True)
    began, step, seen, right, asked = time.time(), 0, 0, 0, 0
    mean = None
    model.train()
    while (gone := (time.time() - began) / 3600 / hours) < 1:
        rate = RATE * min(1, (step + 1) / 200) * (0.02 + 0.49 * (1 + math.cos(math.pi * gone)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        images, values, widths = next(batches)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(images)
        scores = scores.float()
        lengths = torch.tensor([len(value) for value in values])
        targets = torch.tensor([INDEX[c] for value in values for c in value])
        steps = ((widths + 3) // 4).clamp(max=scores.shape[2])
        loss = loss_of(scores.permute(2, 0, 1).log_softmax(2), targets, steps, lengths)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        step, seen = step + 1, seen + len(values)
        mean = loss.item() if mean is None else 0.99 * mean + 0.01 * loss.item()
        if step % 50 == 0:
            right += sum(said == value for said, value in zip(spelled(scores.detach()), values))
            asked += len(values)
        if step % 500 == 0:
            print(f"{step} steps, {seen} lines, loss {mean:.4f}, whole lines right {right / asked:.3f}", flush=True)
            right = asked = 0
            torch.save(model.state_dict(), HERE / "lines.pt")
    torch.save(model.state_dict(), HERE / "lines.pt")
    export(model, HERE / "lines.onnx")


if __name__ == "__main__":
    main()
