"""Writes torch_values.json: what PyTorch (2.15, float64) computes for the networks of Examples/DerivativeStudy.

    python torch_values.py > torch_values.json

Every weight is a fraction of 64, so that both sides start from the same bits. Where PyTorch has a second way to the
same number (torch.func beside autograd.grad), the two are compared here before anything is written.
"""
import json

import torch
from torch.func import functional_call, jacfwd, jacrev, vmap

torch.set_default_dtype(torch.float64)
DIFFUSIVITY = 0.1


def network(*widths):
    """Sigmoid layers with a linear last one; parameter k is ((37 k) mod 101 - 50) / 64."""
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.Sigmoid()]
    net = torch.nn.Sequential(*layers[:-1])
    count = sum(p.numel() for p in net.parameters())
    theta = (torch.arange(count) * 37 % 101 - 50) / 64
    torch.nn.utils.vector_to_parameters(theta, net.parameters())
    return net


def derivative(y, x):
    """dy/dx point by point: an output depends on its own point only, so the sum's gradient has every derivative."""
    return torch.autograd.grad(y.sum(), x, create_graph=True)[0]


def agree(a, b):
    assert torch.allclose(a, b, rtol=1e-12, atol=1e-13), (a - b).abs().max()


def grid():
    """5 x 7 points (x, t), x = -1 + i / 2 slow, t = j / 6 fast; [35, 1] each."""
    x, t = torch.meshgrid(-1 + torch.arange(5) / 2, torch.arange(7) / 6, indexing="ij")
    return x.reshape(-1, 1).requires_grad_(), t.reshape(-1, 1).requires_grad_()


def first_question():
    net, (x, t) = network(2, 5, 1), grid()
    u = net(torch.cat([x, t], 1))
    u_x, u_t = derivative(u, x), derivative(u, t)
    u_xx, u_xt = derivative(u_x, x), derivative(u_x, t)
    u_xxt = derivative(u_xx, t)
    point = torch.cat([x, t], 1).detach()
    hessian = vmap(jacfwd(jacrev(lambda z: net(z)[0])))(point)
    agree(hessian[:, 0, 0:1], u_xx)
    agree(hessian[:, 0, 1:2], u_xt)
    return {"u": u, "u_x": u_x, "u_t": u_t, "u_xx": u_xx, "u_xt": u_xt, "u_xxt": u_xxt}


def second_question():
    net = network(1, 8, 2)
    x = (torch.arange(9) / 4 - 1).reshape(-1, 1).requires_grad_()
    y = net(x)
    dy = vmap(jacfwd(net))(x)[:, :, 0]
    agree(dy, torch.cat([derivative(y[:, i], x) for i in range(2)], 1))
    return {"y0": y[:, 0], "y1": y[:, 1], "y0_x": dy[:, 0], "y1_x": dy[:, 1]}


def third_question():
    net, (x, t) = network(2, 32, 32, 1), grid()
    u = net(torch.cat([x, t], 1))
    residual = derivative(u, t) - DIFFUSIVITY * derivative(derivative(u, x), x)
    loss = residual.square().mean()
    gradient = torch.cat([g.flatten() for g in torch.autograd.grad(loss, list(net.parameters()), allow_unused=True,
                                                                   materialize_grads=True)])

    def value(weights, z):
        return functional_call(net, weights, (z,))[0]

    def point_residual(weights, z):
        slope, curvature = jacrev(value, 1), jacfwd(jacrev(value, 1), 1)
        return slope(weights, z)[1] - DIFFUSIVITY * curvature(weights, z)[0, 0]

    weights = {name: p.detach() for name, p in net.named_parameters()}
    points = torch.cat([x, t], 1).detach()
    other = jacrev(lambda w: vmap(point_residual, (None, 0))(w, points).square().mean())(weights)
    agree(gradient, torch.cat([other[name].flatten() for name in weights]))
    return {"residual": residual, "loss": loss.reshape(1), "gradient": gradient}


questions = {"first": first_question(), "second": second_question(), "third": third_question()}
print(json.dumps({name: {key: value.flatten().tolist() for key, value in values.items()}
                  for name, values in questions.items()}, indent=1))
