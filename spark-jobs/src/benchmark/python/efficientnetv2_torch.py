"""EfficientNetV2-S in PyTorch, layer by layer as allsky's; its weights load by name."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from layers_torch import blocks, chain, normalised


class SqueezeExcitation(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.average = nn.AdaptiveAvgPool2d(1)
        self.squeeze = nn.Conv2d(channels, hidden, 1)
        self.excite = nn.Conv2d(hidden, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        hidden = functional.silu(self.squeeze(self.average(x)), inplace=True)
        return x * torch.sigmoid(self.excite(hidden))


class Residual(nn.Sequential):
    """Layers whose output has the shape of the input, which is added."""

    def forward(self, x: Tensor) -> Tensor:
        return x + super().forward(x)


class EfficientNetV2:
    """Makes EfficientNetV2-S: as published, or as in the first preprint."""

    # Fused, expansion, stride, channels and blocks of each stage but the last one's channels.
    STAGES = (
        (True, 1, 1, 24, 2),
        (True, 4, 2, 48, 4),
        (True, 4, 2, 64, 4),
        (False, 4, 2, 128, 6),
        (False, 6, 1, 160, 9),
    )

    def __init__(self, *, preprint: bool) -> None:
        self.preprint = preprint
        self.last, self.head = (272, 1792) if preprint else (256, 1280)

    def __call__(self, bands: int, classes: int) -> nn.Module:
        stages, channels = {}, 24
        for number, stage in enumerate((*self.STAGES, (False, 6, 2, self.last, 15)), 1):
            fused, expansion, stride, filters, count = stage
            shape = [(channels, stride), *[(filters, 1)] * (count - 1)]
            stages[f"stage{number}"] = blocks(
                [self.block(fused, inputs, expansion, filters, step) for inputs, step in shape]
            )
            channels = filters
        return chain(
            stem=normalised(bands, 24, 3, nn.SiLU, stride=2),
            **stages,
            conv=normalised(channels, self.head, 1, nn.SiLU),
            average=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            dropout=nn.Dropout(0.2),
            fc=nn.Linear(self.head, classes),
        )

    def block(self, fused: bool, inputs: int, expansion: int, filters: int, stride: int) -> nn.Sequential:
        make = self.fused if fused else self.separable
        layers = make(inputs, expansion * inputs, filters, stride)
        block = Residual() if stride == 1 and inputs == filters else nn.Sequential()
        for name, layer in layers.items():
            block.add_module(name, layer)
        return block

    def fused(self, inputs: int, expanded: int, filters: int, stride: int) -> dict[str, nn.Module]:
        if expanded == inputs and not self.preprint:
            return {"expand": normalised(inputs, filters, 3, nn.SiLU, stride=stride)}
        expand = {"expand": normalised(inputs, expanded, 3, nn.SiLU, stride=stride)}
        attention = {"se": self.attention(inputs, expanded)} if self.preprint else {}
        return expand | attention | {"project": normalised(expanded, filters, 1)}

    def separable(self, inputs: int, expanded: int, filters: int, stride: int) -> dict[str, nn.Module]:
        return {
            "expand": normalised(inputs, expanded, 1, nn.SiLU),
            "depthwise": normalised(expanded, expanded, 3, nn.SiLU, stride=stride, groups=expanded),
            "se": self.attention(inputs, expanded),
            "project": normalised(expanded, filters, 1),
        }

    def attention(self, inputs: int, expanded: int) -> nn.Module:
        hidden = inputs // 4
        return SqueezeExcitation(expanded, max(8, (hidden + 4) // 8 * 8) if self.preprint else hidden)
