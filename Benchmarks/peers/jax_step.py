"""The steps in JAX: jit of the whole step, buffers donated. Variants:

nested     vmap of nested grad, the usual tutorial form
jvp        batched jvp of jvp, forward over forward
jet        jax.experimental.jet, Taylor mode
manual     derivatives stacked into one product a layer, rules written by hand
manualT    the same with points along the rows of memory

Suffixes: -scan (ten steps in one jitted scan), -chunkN (loss and gradient added up over chunks of N points, which stay in cache).
"""
import os
import measure
from workloads import *

args = measure.parse()
flags = os.environ.get("XLA_FLAGS", "")
if args.threads == 1:
    flags += " --xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["XLA_FLAGS"] = flags.strip()
os.environ["OMP_NUM_THREADS"] = str(args.threads)

import jax                                      # noqa: E402
import jax.numpy as jnp                         # noqa: E402
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", args.precision == "double")
from jax import grad, jvp, vmap                 # noqa: E402
from jax.flatten_util import ravel_pytree       # noqa: E402

W = WORKLOADS[args.workload]
VAR, *OPTS = args.variant.split("-")
DT = jnp.float64 if args.precision == "double" else jnp.float32
ACT = jnp.tanh if W.act == "tanh" else jax.nn.sigmoid
D, M = W.layers[0], W.layers[-1]


def cast(tree):
    return jax.tree.map(lambda a: jnp.asarray(a, DT), tree)


def net(p, x):
    for w, b in p[:-1]:
        x = ACT(x @ w + b)
    w, b = p[-1]
    return x @ w + b


# ---- second order: U [N,M], first[i] [N,M], second[j] [N,M] -------------------------------
def d_nested(p, X):
    us, firsts, seconds = [], [[] for _ in range(D)], {j: [] for j in W.second}
    for k in range(M):
        f = lambda *c: net(p, jnp.stack(c))[k]
        cols = [X[:, i] for i in range(D)]
        us.append(vmap(f)(*cols))
        for i in range(D):
            firsts[i].append(vmap(grad(f, i))(*cols))
        for j in W.second:
            seconds[j].append(vmap(grad(grad(f, j), j))(*cols))
    s = lambda l: jnp.stack(l, 1)
    return s(us), [s(f) for f in firsts], {j: s(v) for j, v in seconds.items()}


def d_jvp(p, X):
    f = lambda x: net(p, x)
    e = [jnp.zeros_like(X).at[:, i].set(1) for i in range(D)]
    firsts, seconds, u = [None] * D, {}, None
    for i in range(D):
        fi = lambda x: jvp(f, (x,), (e[i],))
        if i in W.second:
            (u, firsts[i]), (_, seconds[i]) = jvp(fi, (X,), (e[i],))
        else:
            u, firsts[i] = fi(X)
    return u, firsts, seconds


def d_jet(p, X):
    from jax.experimental.jet import jet
    f = lambda x: net(p, x)
    e = [jnp.zeros_like(X).at[:, i].set(1) for i in range(D)]
    firsts, seconds, u = [None] * D, {}, None
    for i in range(D):
        if i in W.second:
            u, (firsts[i], seconds[i]) = jet(f, (X,), ([e[i], jnp.zeros_like(X)],))
        else:
            u, firsts[i] = jvp(f, (X,), (e[i],))
    return u, firsts, seconds


def act_derivs(z):
    a = ACT(z)
    if W.act == "tanh":
        a1 = 1 - a * a
        return a, a1, -2 * a * a1
    a1 = a * (1 - a)
    return a, a1, a1 * (1 - 2 * a)


def activated(z0, z1, z2, sec):
    """The channels behind an activation: its value, first derivatives, and second ones along the axes `sec`."""
    a, a1, a2 = act_derivs(z0)
    return [a] + [a1 * z for z in z1] + [
        a2 * z1[j] * z1[j] if z is None else a2 * z1[j] * z1[j] + a1 * z for j, z in zip(sec, z2)]


def d_manual(p, X):
    """channels: value, one per input, one per second derivative; one matmul a layer."""
    n, sec = X.shape[0], list(W.second)
    w, b = p[0]
    z0 = X @ w + b
    z1 = [jnp.broadcast_to(w[i], z0.shape) for i in range(D)]
    z2 = [None for _ in sec]
    for w, b in p[1:]:
        h = activated(z0, z1, z2, sec)
        q = (jnp.concatenate(h, 0) @ w).reshape(len(h), n, -1)
        z0, z1, z2 = q[0] + b, [q[1 + i] for i in range(D)], [q[1 + D + s] for s in range(len(sec))]
    return z0, z1, dict(zip(sec, z2))


def d_manualT(p, X):
    """as manual, feature-major: arrays are [width, N], the matmul is W^T H."""
    n, sec = X.shape[0], list(W.second)
    w, b = p[0]
    z0 = w.T @ X.T + b[:, None]
    z1 = [jnp.broadcast_to(w[i][:, None], z0.shape) for i in range(D)]
    z2 = [None for _ in sec]
    for w, b in p[1:]:
        h = activated(z0, z1, z2, sec)
        q = (w.T @ jnp.concatenate(h, 1)).reshape(-1, len(h), n)
        z0, z1, z2 = q[:, 0] + b[:, None], [q[:, 1 + i] for i in range(D)], \
            [q[:, 1 + D + s] for s in range(len(sec))]
    return z0.T, [z.T for z in z1], {j: z.T for j, z in zip(sec, z2)}


DERIVS = dict(nested=d_nested, jvp=d_jvp, jet=d_jet, manual=d_manual, manualT=d_manualT)


def lap_of(second):
    return sum(second.values())


def residual_loss(p, X):
    u, f, s = DERIVS[VAR](p, X)
    lap = lap_of(s)
    if W.kind == "heat":
        return jnp.mean((f[1] - HEAT_K * lap) ** 2)
    if W.kind == "burgers":
        return jnp.mean((f[1] + u * f[0] - NU * lap) ** 2)
    ux, uy, ut = f
    r1 = ut[:, 0] + u[:, 0] * ux[:, 0] + u[:, 1] * uy[:, 0] + ux[:, 2] - lap[:, 0] / RE
    r2 = ut[:, 1] + u[:, 0] * ux[:, 1] + u[:, 1] * uy[:, 1] + uy[:, 2] - lap[:, 1] / RE
    r3 = ux[:, 0] + uy[:, 1]
    return jnp.mean(r1 ** 2) + jnp.mean(r2 ** 2) + jnp.mean(r3 ** 2)


CHUNK = next((int(o[5:]) for o in OPTS if o.startswith("chunk")), 0)


def data_loss(p, Xu, Uu):
    return jnp.mean((net(p, Xu) - Uu) ** 2) if W.n_u else 0.0


def loss_and_grad(p, X, Xu, Uu, res=residual_loss):
    if not CHUNK:
        return jax.value_and_grad(lambda p: res(p, X) + data_loss(p, Xu, Uu))(p)
    c = CHUNK if X.shape[0] % CHUNK == 0 else X.shape[0] // max(1, X.shape[0] // CHUNK)
    Xc = X.reshape(-1, c, D)
    vg = jax.value_and_grad(res)

    def body(acc, x):
        l, g = vg(p, x)
        return jax.tree.map(jnp.add, acc, (l / len(Xc), jax.tree.map(lambda a: a / len(Xc), g))), None
    zero = (jnp.zeros((), DT), jax.tree.map(jnp.zeros_like, p))
    (l, g), _ = jax.lax.scan(body, zero, Xc)
    if W.n_u:
        lu, gu = jax.value_and_grad(data_loss)(p, Xu, Uu)
        l, g = l + lu, jax.tree.map(jnp.add, g, gu)
    return l, g


# ---- high order ---------------------------------------------------------------------------
def taylor(f, X, v, order):
    """directional derivatives 1..order of f at X along v."""
    if VAR == "jet":
        from jax.experimental.jet import jet
        V = jnp.broadcast_to(v, X.shape)
        return jet(f, (X,), ([V] + [jnp.zeros_like(X)] * (order - 1),))[1]
    g, out = f, []
    V = jnp.broadcast_to(v, X.shape)
    for _ in range(order):
        g = (lambda h: lambda x: jvp(h, (x,), (V,))[1])(g)
        out.append(g(X))
    return out


def loss_high(p, X):
    f = lambda x: net(p, x)
    ex, ey = jnp.array([1, 0], DT), jnp.array([0, 1], DT)
    if VAR == "nested":
        s = lambda x, y: net(p, jnp.stack([x, y]))[0]
        d = lambda g, *idx: g if not idx else d(grad(g, idx[0]), *idx[1:])
        ev = lambda *idx: vmap(d(s, *idx))(X[:, 0], X[:, 1])
        if W.kind == "kdv":
            r = ev(1) + ev() * ev(0) + KDV * ev(0, 0, 0)
        else:
            r = ev(0, 0, 0, 0) + 2 * ev(0, 0, 1, 1) + ev(1, 1, 1, 1) - rhs(X)
        return jnp.mean(r ** 2)
    if W.kind == "kdv":
        t = taylor(f, X, ex, 3)
        ut = jvp(f, (X,), (jnp.broadcast_to(ey, X.shape),))[1]
        r = ut + f(X) * t[0] + KDV * t[2]
    elif VAR == "jvp":
        D2 = lambda g, v: (lambda x: jvp(lambda y: jvp(g, (y,), (jnp.broadcast_to(v, X.shape),))[1],
                                         (x,), (jnp.broadcast_to(v, X.shape),))[1])
        fx, fy = D2(f, ex), D2(f, ey)
        r = D2(fx, ex)(X) + 2 * D2(fx, ey)(X) + D2(fy, ey)(X) - rhs(X)[:, None]
    else:                      # general polarisation: u_xxyy from x, y, x+y, x-y
        dirs = jnp.array([[1, 0], [0, 1], [1, 1], [1, -1]], DT)
        q = vmap(lambda v: taylor(f, X, v, 4)[3])(dirs)
        xxyy = (q[2] + q[3] - 2 * q[0] - 2 * q[1]) / 12
        r = q[0] + 2 * xxyy + q[1] - rhs(X)[:, None]
    return jnp.mean(r ** 2)


def rhs(X):
    return jnp.sin(jnp.pi * X[:, 0]) * jnp.sin(jnp.pi * X[:, 1])


# ---- steps --------------------------------------------------------------------------------
def adam(p, g, m, v, t):
    m = jax.tree.map(lambda m, g: B1 * m + (1 - B1) * g, m, g)
    v = jax.tree.map(lambda v, g: B2 * v + (1 - B2) * g * g, v, g)
    c1, c2 = 1 - B1 ** t, 1 - B2 ** t
    p = jax.tree.map(lambda p, m, v: p - ADAM_LR * (m / c1) / (jnp.sqrt(v / c2) + EPS), p, m, v)
    return p, m, v


def loop(fn, state, consts):
    """fn(state, *consts) -> (state, out), jitted with the state donated."""
    jfn = jax.jit(fn, donate_argnums=0)
    box = [state, None]

    def step():
        box[0], box[1] = jfn(box[0], *consts)
        return box[1]
    return step, lambda: jax.block_until_ready(box), lambda o: float(o)


def pure(fn, consts, check):
    """fn(*consts) -> arrays, no state."""
    jfn = jax.jit(fn)
    box = [None]

    def step():
        box[0] = jfn(*consts)
        return box[0]
    return step, lambda: jax.block_until_ready(box), lambda o: float(check(o))


def build():
    p = cast(init_params(W))
    X, Xu, Uu = cast(make_data(W))
    if W.adam:
        def one(state, X, Xu, Uu):
            p, m, v, t = state
            l, g = loss_and_grad(p, X, Xu, Uu)
            p, m, v = adam(p, g, m, v, t)
            return (p, m, v, t + 1), l
        z = lambda: jax.tree.map(jnp.zeros_like, p)
        state = (p, z(), z(), jnp.ones((), DT))
        if "scan" in OPTS:
            many = lambda s, *c: (lambda r: (r[0], r[1][0]))(
                jax.lax.scan(lambda s, _: one(s, *c), s, length=10))
            return *loop(many, state, (X, Xu, Uu)), 10
        return loop(one, state, (X, Xu, Uu))
    if W.kind in ("kdv", "biharm"):
        return pure(lambda p, X: loss_and_grad(p, X, Xu, Uu, loss_high), (p, X), lambda o: o[0])
    if W.kind == "derivs":
        def fn(p, X):
            u, f, s = DERIVS[VAR](p, X)
            return u, f[0], f[1], lap_of(s)
        if CHUNK:
            whole = fn
            fn = lambda p, X: jax.lax.map(lambda x: whole(p, x), X.reshape(-1, CHUNK, D))
        return pure(fn, (p, X), lambda o: sum(jnp.mean(a ** 2) for a in o))
    if W.kind == "jac1":
        f = lambda p, x: net(p, x)
        if VAR == "manual":
            def fn(p, X):
                e = jnp.ones_like(X)
                return jvp(lambda x: net(p, x), (X,), (e,))[1][:, :, None]
        else:
            j = jax.jacfwd if VAR == "jacfwd" else jax.jacrev
            fn = lambda p, X: vmap(j(lambda x: net(p, x)))(X)
        if CHUNK:
            whole1 = fn
            fn = lambda p, X: jax.lax.map(lambda x: whole1(p, x), X.reshape(-1, CHUNK, 1))
        return pure(fn, (p, X), lambda o: jnp.mean(o ** 2))
    if W.kind == "gramj":
        def res(q, x):
            u, f, s = DERIVS[VAR](q, x[None])
            return (f[1] - HEAT_K * lap_of(s))[0, 0]
        flat, unravel = ravel_pytree(p)
        fn = lambda flat, X: vmap(lambda x: grad(lambda q: res(unravel(q), x))(flat))(X)
        return pure(fn, (flat, X), lambda o: jnp.mean(o ** 2))
    raise SystemExit("no such workload kind")


measure.run(args, "JAX", jax.__version__, build)
