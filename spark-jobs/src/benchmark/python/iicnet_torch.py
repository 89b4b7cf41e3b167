"""IICnet in PyTorch, layer by layer as allsky's; a model folder's weights (safetensors) load by name."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Convolution(nn.Module):
    """Without bias, then batch normalisation, then ReLU unless linear."""

    def __init__(self, inputs: int, outputs: int, kernel: int | tuple[int, int], *,
                 stride: int = 1, dilation: int = 1, linear: bool = False) -> None:
        super().__init__()
        height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (dilation * (height - 1) // 2, dilation * (width - 1) // 2)
        self.conv = nn.Conv2d(
            inputs, outputs, (height, width), stride, padding, dilation, bias=False
        )
        self.bn = nn.BatchNorm2d(outputs)
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        x = self.bn(self.conv(x))
        return x if self.linear else torch.relu(x)


class ReceptiveFieldBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        width = inputs // 8
        self.near1 = Convolution(inputs, width, 1)
        self.near2 = Convolution(width, width, 3, linear=True)
        self.tall1 = Convolution(inputs, width, 1)
        self.tall2 = Convolution(width, width, (3, 1))
        self.tall3 = Convolution(width, width, 3, dilation=3, linear=True)
        self.wide1 = Convolution(inputs, width, 1)
        self.wide2 = Convolution(width, width, (1, 3))
        self.wide3 = Convolution(width, width, 3, dilation=3, linear=True)
        self.far1 = Convolution(inputs, width // 2, 1)
        self.far2 = Convolution(width // 2, width * 3 // 4, (1, 3))
        self.far3 = Convolution(width * 3 // 4, width, (3, 1))
        self.far4 = Convolution(width, width, 3, dilation=5, linear=True)
        self.joined = Convolution(4 * width, outputs, 1, linear=True)
        self.shortcut = Convolution(inputs, outputs, 1, linear=True)

    def forward(self, x: Tensor) -> Tensor:
        branches = [
            self.near2(self.near1(x)),
            self.tall3(self.tall2(self.tall1(x))),
            self.wide3(self.wide2(self.wide1(x))),
            self.far4(self.far3(self.far2(self.far1(x)))),
        ]
        return torch.relu(0.1 * self.joined(torch.cat(branches, 1)) + self.shortcut(x))


class Cbam(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, channels // 16, 1, bias=False)
        self.excite = nn.Conv2d(channels // 16, channels, 1, bias=False)
        self.places = nn.Conv2d(2, 1, 7, padding=3, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        average = self._perceptron(x.mean((2, 3), keepdim=True))
        maximum = self._perceptron(x.amax((2, 3), keepdim=True))
        x = x * torch.sigmoid(average + maximum)
        pooled = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)
        return x * torch.sigmoid(self.places(pooled))

    def _perceptron(self, pooled: Tensor) -> Tensor:
        return self.excite(torch.relu(self.squeeze(pooled)))


class Head(nn.Module):
    def __init__(self, channels: int, classes: int) -> None:
        super().__init__()
        self.fc = nn.Linear(channels, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(x.mean((2, 3)))


class IicNet(nn.Sequential):
    """From (batch, bands, side, side) to (batch, classes); width 32 is IICnet-lite."""

    def __init__(self, bands: int = 3, classes: int = 3, width: int = 64) -> None:
        super().__init__()
        for name, layer in (
            ("conv1", Convolution(bands, width, 5, stride=2)),
            ("rfb", ReceptiveFieldBlock(width, width)),
            ("cbam1", Cbam(width)),
            ("pool1", nn.MaxPool2d(2)),
            ("conv2", Convolution(width, 2 * width, 3)),
            ("pool2", nn.MaxPool2d(2)),
            ("conv3", Convolution(2 * width, 2 * width, 3)),
            ("conv4", Convolution(2 * width, 4 * width, 3)),
            ("conv5", Convolution(4 * width, 8 * width, 3)),
            ("cbam2", Cbam(8 * width)),
            ("head", Head(8 * width, classes)),
        ):
            self.add_module(name, layer)
