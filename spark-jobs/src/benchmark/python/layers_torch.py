"""Layers that several networks share, in PyTorch."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional


def chain(**layers: nn.Module) -> nn.Sequential:
    """Named layers, one after the other."""
    sequence = nn.Sequential()
    for name, layer in layers.items():
        sequence.add_module(name, layer)
    return sequence


def blocks(layers: list[nn.Module]) -> nn.Sequential:
    return chain(**{f"block{number}": layer for number, layer in enumerate(layers, 1)})


def normalised(
    inputs: int,
    outputs: int,
    kernel: int,
    activation: type[nn.Module] | None = None,
    *,
    stride: int = 1,
    groups: int = 1,
    bias: bool = False,
) -> nn.Sequential:
    """A convolution, batch normalisation, and the activation if there is one."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=bias)
    layers = chain(conv=conv, bn=nn.BatchNorm2d(outputs))
    if activation:
        layers.add_module("activation", activation(inplace=True))
    return layers


class ConvolutionRelu(nn.Conv2d):
    """A convolution with a bias, then ReLU."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1) -> None:
        super().__init__(inputs, outputs, kernel, stride, kernel // 2)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(super().forward(x), inplace=True)
