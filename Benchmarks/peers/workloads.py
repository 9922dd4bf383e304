"""The workloads of `make bench`, with the same numbers for every framework (numpy only).

heat, heat-sigmoid   u(x, t), residual u_t - 0.05 u_xx, and 200 boundary and initial points
burgers              u(x, t), residual u_t + u u_x - (0.01/pi) u_xx, and 100 boundary and initial points
navier-stokes...     (u, v, p)(x, y, t), Re 100, residuals only
kdv                  u_t + u u_x + 0.0025 u_xxx; loss and gradient only
biharmonic           u_xxxx + 2 u_xxyy + u_yyyy - f; loss and gradient only
derivatives          u, u_x, u_t, u_xx of the network of burgers
jacobian             [N, 2, 1] of a network with one input
rows                 rows of the Jacobian of heat's residuals by the parameters (double precision only)
"""
from dataclasses import dataclass
import numpy as np

ADAM_LR, B1, B2, EPS = 1e-3, 0.9, 0.999, 1e-8
HEAT_K = 0.05
NU = 0.01 / np.pi
RE = 100.0
KDV = 0.0025


@dataclass(frozen=True)
class Workload:
    name: str
    kind: str                 # heat burgers ns kdv biharm derivs jac1 gramj
    layers: tuple
    n: int
    act: str = "tanh"
    n_u: int = 0              # BC/IC points
    adam: bool = False        # a full step with Adam; else one call of the kernel
    second: tuple = ()        # input indices whose pure second derivative is needed


def mlp(i, width, depth, o):
    return (i,) + (width,) * depth + (o,)


BURGERS = mlp(2, 20, 8, 1)
_ALL = [
    Workload("heat", "heat", mlp(2, 32, 2, 1), 1000, n_u=200, adam=True, second=(0,)),
    Workload("heat-sigmoid", "heat", mlp(2, 32, 2, 1), 1000, "sigmoid", 200, True, (0,)),
    Workload("burgers", "burgers", BURGERS, 10000, n_u=100, adam=True, second=(0,)),
    Workload("navier-stokes", "ns", mlp(3, 50, 5, 3), 5000, adam=True, second=(0, 1)),
    Workload("navier-stokes-128", "ns", mlp(3, 128, 4, 3), 4096, adam=True, second=(0, 1)),
    Workload("navier-stokes-256", "ns", mlp(3, 256, 4, 3), 4096, adam=True, second=(0, 1)),
    Workload("kdv", "kdv", mlp(2, 32, 4, 1), 2000),
    Workload("biharmonic", "biharm", mlp(2, 32, 4, 1), 2000),
    Workload("derivatives", "derivs", BURGERS, 100000, second=(0,)),
    Workload("jacobian", "jac1", mlp(1, 32, 2, 2), 100000),
    Workload("rows", "gramj", mlp(2, 32, 3, 1), 1000, second=(0,)),
]
WORKLOADS = {w.name: w for w in _ALL}


def init_params(w, seed=1):
    """Glorot normal, the same numbers for every framework (float64, cast later)."""
    r = np.random.default_rng(seed)
    return [(r.normal(size=(a, b)) * np.sqrt(2.0 / (a + b)), r.normal(size=(b,)) * 0.1)
            for a, b in zip(w.layers[:-1], w.layers[1:])]


def make_data(w, seed=2):
    """Returns X [N,d], Xu [n_u,d], Uu [n_u,1] in float64."""
    r = np.random.default_rng(seed)
    d = w.layers[0]
    X = r.uniform(size=(w.n, d))
    Xu = np.zeros((0, d))
    Uu = np.zeros((0, 1))
    if w.kind in ("burgers", "derivs"):
        X[:, 0] = 2 * X[:, 0] - 1
    if w.n_u:
        half, quarter = w.n_u // 2, w.n_u // 4
        lo = -1.0 if w.kind == "burgers" else 0.0
        xi = np.linspace(lo, 1, half)
        ti = np.linspace(0, 1, quarter)
        Xu = np.concatenate([np.stack([xi, 0 * xi], 1),
                             np.stack([lo + 0 * ti, ti], 1),
                             np.stack([1 + 0 * ti, ti], 1)])
        u0 = -np.sin(np.pi * xi) if w.kind == "burgers" else np.sin(np.pi * xi)
        Uu = np.concatenate([u0, np.zeros(2 * quarter)])[:, None]
    return X, Xu, Uu
