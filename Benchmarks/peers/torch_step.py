"""The steps in PyTorch. Variants:

eager     nested autograd.grad, the usual form
jvp       torch.func.jvp of jvp (forward over forward), reverse for the parameters
manual    derivatives stacked into one product a layer, rules written by hand
jacfwd    for the workload jacobian

Suffixes: -compile (the whole step with gradient and Adam, traced by make_fx, then compiled by inductor), -cchunkN (gradients added
up over chunks of N points, which stay in cache). Without -compile the optimiser is torch.optim.Adam(fused=True).
"""
import os
import measure
from workloads import *

args = measure.parse()
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(args.threads)
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch                                    # noqa: E402
from torch.func import grad, jvp, vmap, grad_and_value, jacfwd, jacrev   # noqa: E402
torch.set_num_threads(args.threads)

W = WORKLOADS[args.workload]
VAR, *OPTS = args.variant.split("-")
DT = torch.float64 if args.precision == "double" else torch.float32
ACT = torch.tanh if W.act == "tanh" else torch.sigmoid
D, M = W.layers[0], W.layers[-1]
CHUNK = next((int(o[6:]) for o in OPTS if o.startswith("cchunk")), 0)
tensor = lambda a: torch.tensor(a, dtype=DT)


def pairs(flat):
    return list(zip(flat[0::2], flat[1::2]))


def net(p, x):
    for w, b in p[:-1]:
        x = ACT(torch.addmm(b, x, w) if x.dim() == 2 else x @ w + b)
    w, b = p[-1]
    return torch.addmm(b, x, w) if x.dim() == 2 else x @ w + b


def unit(X, i):
    e = torch.zeros_like(X)
    e[:, i] = 1
    return e


def agrad(y, x):
    return torch.autograd.grad(y.sum(), x, create_graph=True)[0]


# ---- second order: U, first[i], second[j], each [N,M] -------------------------------------
def d_eager(p, X):
    X = X.detach().requires_grad_(True)
    U = net(p, X)
    firsts, seconds = [[] for _ in range(D)], {j: [] for j in W.second}
    for k in range(M):
        g = agrad(U[:, k], X)
        for i in range(D):
            firsts[i].append(g[:, i:i + 1])
        if not (W.kind == "ns" and k == 2):             # p needs no second derivative
            for j in W.second:
                seconds[j].append(agrad(g[:, j], X)[:, j:j + 1])
    c = lambda l: torch.cat(l, 1)
    return U, [c(f) for f in firsts], {j: c(v) for j, v in seconds.items()}


def d_jvp(p, X):
    f = lambda x: net(p, x)
    firsts, seconds, u = [None] * D, {}, None
    for i in range(D):
        e = EYES[i] if X.shape == EYES[i].shape else unit(X, i)
        fi = lambda x: jvp(f, (x,), (e,))
        if i in W.second:
            (u, firsts[i]), (_, seconds[i]) = jvp(fi, (X,), (e,))
        else:
            u, firsts[i] = fi(X)
    return u, firsts, seconds


def d_manual(p, X):
    n, sec = X.shape[0], list(W.second)
    w, b = p[0]
    z0 = X @ w + b
    z1 = [w[i].expand(n, -1) for i in range(D)]
    z2 = [None for _ in sec]
    for w, b in p[1:]:
        a = ACT(z0)
        if W.act == "tanh":
            a1 = 1 - a * a
            a2 = -2 * a * a1
        else:
            a1 = a * (1 - a)
            a2 = a1 * (1 - 2 * a)
        h = [a] + [a1 * z for z in z1]
        h += [a2 * z1[j] * z1[j] if z is None else a2 * z1[j] * z1[j] + a1 * z
              for j, z in zip(sec, z2)]
        q = (torch.cat(h, 0) @ w).view(len(h), n, -1)
        z0, z1, z2 = q[0] + b, [q[1 + i] for i in range(D)], [q[1 + D + s] for s in range(len(sec))]
    return z0, z1, dict(zip(sec, z2))


DERIVS = dict(eager=d_eager, jvp=d_jvp, manual=d_manual)


def residual_loss(p, X):
    u, f, s = DERIVS[VAR](p, X)
    lap = sum(s.values())
    if W.kind == "heat":
        return ((f[1] - HEAT_K * lap) ** 2).mean()
    if W.kind == "burgers":
        return ((f[1] + u * f[0] - NU * lap) ** 2).mean()
    ux, uy, ut = f
    r1 = ut[:, 0] + u[:, 0] * ux[:, 0] + u[:, 1] * uy[:, 0] + ux[:, 2] - lap[:, 0] / RE
    r2 = ut[:, 1] + u[:, 0] * ux[:, 1] + u[:, 1] * uy[:, 1] + uy[:, 2] - lap[:, 1] / RE
    r3 = ux[:, 0] + uy[:, 1]
    return (r1 ** 2).mean() + (r2 ** 2).mean() + (r3 ** 2).mean()


def loss(p, X, Xu, Uu):
    r = residual_loss(p, X)
    return r + ((net(p, Xu) - Uu) ** 2).mean() if W.n_u else r


def rhs(X):
    return torch.sin(torch.pi * X[:, 0]) * torch.sin(torch.pi * X[:, 1])


def loss_high(p, X):
    if VAR == "eager":
        X = X.detach().requires_grad_(True)
        u = net(p, X)
        g = agrad(u, X)
        gx = agrad(g[:, 0], X)
        if W.kind == "kdv":
            r = g[:, 1] + u[:, 0] * g[:, 0] + KDV * agrad(gx[:, 0], X)[:, 0]
        else:
            xx, yy = gx[:, 0], agrad(g[:, 1], X)[:, 1]
            gxx = agrad(xx, X)
            xxxx, xxyy = agrad(gxx[:, 0], X)[:, 0], agrad(gxx[:, 1], X)[:, 1]
            yyyy = agrad(agrad(yy, X)[:, 1], X)[:, 1]
            r = xxxx + 2 * xxyy + yyyy - rhs(X)
        return (r ** 2).mean()
    f = lambda x: net(p, x)
    d = lambda g, i: (lambda x: jvp(g, (x,), (EYES[i],))[1])
    if W.kind == "kdv":
        fx = d(f, 0)
        r = d(f, 1)(X) + f(X) * fx(X) + KDV * d(d(fx, 0), 0)(X)
    else:
        fxx, fyy = d(d(f, 0), 0), d(d(f, 1), 1)
        r = d(d(fxx, 0), 0)(X) + 2 * d(d(fxx, 1), 1)(X) + d(d(fyy, 1), 1)(X) - rhs(X)[:, None]
    return (r ** 2).mean()


# ---- compiled whole step ------------------------------------------------------------------
def flat_fn(lossf):
    """(flat params, *data) -> (list of grads, loss) as a pure function, for make_fx."""
    if VAR == "eager":
        def fn(flat, *data):
            flat = [a.detach().requires_grad_(True) for a in flat]
            l = lossf(pairs(flat), *data)
            return list(torch.autograd.grad(l, flat)), l.detach()
        return fn
    return grad_and_value(lambda flat, *data: lossf(pairs(flat), *data))


def chunked_compiled(flat, X, Xu, Uu):
    """one compiled gradient of a chunk, looped over in Python (a loop unrolled inside the
    graph is miscompiled by inductor 2.15 in f32: a bias gradient comes out wrong)."""
    nc = max(1, X.shape[0] // CHUNK)
    xs = X.chunk(nc)
    fn = compiled(flat_fn(residual_loss), flat, xs[0])
    fu = compiled(flat_fn(lambda p, xu, uu: ((net(p, xu) - uu) ** 2).mean()), flat, Xu, Uu)

    def run(flat):
        tot, l = None, 0.0
        for x in xs:
            g, li = fn(flat, x)
            l = l + li
            if tot is None:
                tot = list(g)
            else:
                torch._foreach_add_(tot, g)
        torch._foreach_div_(tot, nc)
        l = l / nc
        if W.n_u:
            g, lu = fu(flat, Xu, Uu)
            torch._foreach_add_(tot, g)
            l = l + lu
        return tot, l
    return run


def compiled(fn, *example):
    from torch.fx.experimental.proxy_tensor import make_fx
    gm = make_fx(fn)(*example)
    return torch.compile(gm, dynamic=False)


def build():
    global EYES
    flat = [tensor(a) for wb in init_params(W) for a in wb]
    X, Xu, Uu = map(tensor, make_data(W))
    EYES = [unit(X, i) for i in range(D)]
    box = {}
    sync = lambda: None
    value = lambda o: float(o.detach() if hasattr(o, "detach") else o)
    if W.adam or W.kind in ("kdv", "biharm"):
        lossf, data = (loss, (X, Xu, Uu)) if W.adam else (loss_high, (X,))
        if "compile" in OPTS:
            if CHUNK:
                gfn = chunked_compiled(flat, *data)
                opt = torch.optim.Adam(flat, lr=ADAM_LR, fused=True)

                def step():
                    with torch.no_grad():
                        gs, l = gfn(flat)
                        for a, g in zip(flat, gs):
                            a.grad = g
                        opt.step()
                    return l
                return step, sync, value
            gfn = flat_fn(lossf)
            if not W.adam:
                c = compiled(lambda fl, X: gfn(fl, X), flat, X)
                return (lambda: c(flat, X)[1]), sync, value

            def adam(flat, m, v, t, *data):
                g, l = gfn(flat, *data)
                m = [B1 * a + (1 - B1) * b for a, b in zip(m, g)]
                v = [B2 * a + (1 - B2) * b * b for a, b in zip(v, g)]
                c1, c2 = 1 - B1 ** t, 1 - B2 ** t
                p = [a - ADAM_LR * (x / c1) / ((y / c2).sqrt() + EPS) for a, x, y in zip(flat, m, v)]
                return p, m, v, t + 1, l
            st = [flat, [torch.zeros_like(a) for a in flat], [torch.zeros_like(a) for a in flat],
                  torch.ones((), dtype=DT)]
            c = compiled(adam, *st, *data)

            def step():
                with torch.no_grad():
                    *st[:], l = c(*st, *data)
                return l
            return step, sync, value
        for a in flat:
            a.requires_grad_(True)
        p = pairs(flat)
        opt = torch.optim.Adam(flat, lr=ADAM_LR, fused=True) if W.adam else None

        def step():
            for a in flat:
                a.grad = None
            if CHUNK:
                nc = max(1, X.shape[0] // CHUNK)
                tot = 0.0
                for x in X.chunk(nc):
                    l = residual_loss(p, x) / nc
                    l.backward()
                    tot = tot + l.detach()
                if W.n_u:
                    l = ((net(p, Xu) - Uu) ** 2).mean()
                    l.backward()
                    tot = tot + l.detach()
                l = tot
            else:
                l = lossf(p, *data)
                l.backward()
            if opt:
                opt.step()
            return l.detach()
        return step, sync, value
    ms = lambda *o: sum((a ** 2).mean() for a in o)
    if W.kind == "derivs":
        def fn(flat, X):
            u, f, s = DERIVS[VAR](pairs(flat), X)
            return u, f[0], f[1], s[0]
        if "compile" in OPTS:
            fn = compiled(fn, flat, X[:CHUNK] if CHUNK else X)
        if CHUNK:
            whole, xs = fn, X.split(CHUNK)

            def fn(flat, X):
                return [torch.cat(c) for c in zip(*[whole(flat, x) for x in xs])]
        ctx = torch.enable_grad if VAR == "eager" else torch.no_grad

        def step():
            with ctx():
                box["o"] = fn(flat, X)
            return box["o"]
        return step, sync, lambda o: float(ms(*o))
    if W.kind == "jac1":
        if VAR == "manual":                                # tangent propagated by hand
            def fn(flat, X):
                h, t = X, torch.ones_like(X)
                for w, b in pairs(flat)[:-1]:
                    h = ACT(torch.addmm(b, h, w))
                    t = (1 - h * h) * (t @ w)
                return (t @ flat[-2])[:, :, None]
        elif VAR == "jvp":
            fn = lambda fl, X: jvp(lambda x: net(pairs(fl), x), (X,), (torch.ones_like(X),))[1][:, :, None]
        elif VAR == "eager":
            def fn(fl, X):
                X = X.detach().requires_grad_(True)
                U = net(pairs(fl), X)
                return torch.stack([torch.autograd.grad(U[:, k].sum(), X, retain_graph=True)[0]
                                    for k in range(M)], 1)
        else:
            jac = jacfwd if VAR == "jacfwd" else jacrev
            fn = lambda fl, X: vmap(jac(lambda x: net(pairs(fl), x)))(X)
        if "compile" in OPTS:
            fn = compiled(fn, flat, X)

        def step():
            with torch.enable_grad() if VAR == "eager" else torch.no_grad():
                return fn(flat, X)
        return step, sync, lambda o: float(ms(o))
    if W.kind == "gramj":
        def res(fl, x):
            u, f, s = DERIVS["jvp" if VAR == "eager" else VAR](pairs(fl), x[None])
            return (f[1] - HEAT_K * s[0])[0, 0]

        def fn(fl, X):
            g = vmap(grad(res), (None, 0))(fl, X)
            return torch.cat([a.reshape(X.shape[0], -1) for a in g], 1)
        if "compile" in OPTS:
            fn = compiled(fn, flat, X)

        def step():
            with torch.no_grad():
                return fn(flat, X)
        return step, sync, lambda o: float(ms(o))
    raise SystemExit("no such workload kind")


measure.run(args, "PyTorch", torch.__version__, build)
