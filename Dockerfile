# Two images. The one without a name has the command `pinn` and each example's trainer, and no compiler:
#
#   docker build -t swift-pinn .
#   docker run --rm --user "$(id -u)" -v "$PWD:/work" swift-pinn pinn train heat.yaml
#   docker run --rm --user "$(id -u)" -v "$PWD:/work" swift-pinn burgers --output burgers.h5
#
# `development` has Swift, the sources and everything built, to change and test them:
#
#   docker build --target development -t swift-pinn-development .
#   docker run --rm swift-pinn-development make test
#   docker run --rm swift-pinn-development make burgers
#
# The programs choose their instructions when they run, so an image works on every processor of its architecture.

FROM swift:6.3-bookworm AS development
WORKDIR /source
COPY Scripts/setup Scripts/
RUN Scripts/setup --tests && rm -rf /var/lib/apt/lists/*
COPY . .
RUN swift build -c release --build-tests
RUN mkdir /programs \
    && for program in $(make --silent programs); do cp ".build/release/$program" /programs/ || exit 1; done

FROM swift:6.3-bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libcairo2 libhdf5-103-1 libhdf5-hl-100 libopenblas0-pthread \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 pinn
COPY --from=development /programs/ /usr/local/bin/
COPY LICENSE NOTICE /usr/share/doc/swift-pinn/
USER pinn
WORKDIR /work
CMD ["pinn", "--help"]
