// Our files as other programs see them, and their files as we see them.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct ForeignToolTests {
  @Test(.enabled(if: Tool.hasH5dump, Tool.noH5dump)) func h5dumpReadsOurFiles() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(sampleSnapshot())
      let dump = { (arguments: [String]) in
        let result = Tool.h5dump.run(["-y", "-m", "%.17g"] + arguments + [path])
        #expect(result?.status == 0)
        return (result?.output ?? "").filter { !$0.isWhitespace }
      }
      #expect(dump(["-d", "/coordinates/x"]).contains("{0,0.125,0.5,1}"))
      #expect(dump(["-d", "/fields/u", "-s", "1,2,0", "-c", "1,1,4"]).contains("{10.5,23,60.5,110.5}"))
      #expect(dump(["-d", "/fields/u"]).contains("SIMPLE{(2,3,4)/(2,3,4)}"))
      #expect(dump(["-a", "/viscosity"]).contains("0.0031830988618379071"))
      #expect(dump(["-a", "/fields/u/DIMENSION_LABELS"]).contains(#"{"t","y","x"}"#))
      #expect(dump(["-d", "/network/layout"]).contains(#"{"layer1/bias",6,2,1}"#))
      #expect(!dump([]).isEmpty)
    }
  }

  @Test(.enabled(if: Tool.hasH5py, Tool.noH5py)) func h5pyReadsOurFiles() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(sampleSnapshot())
      expectPython(
        """
        f = h5py.File(sys.argv[1], "r")
        t, y, x = np.array([0, 0.5]), np.array([-1, 0.25, 1]), np.array([0, 0.125, 0.5, 1])
        u = f["fields/u"]
        assert u.dtype == np.float64 and u.shape == (2, 3, 4)
        # Checksums, which h5py looks at too.
        every = []
        f.visititems(lambda name, item: every.append(item) if isinstance(item, h5py.Dataset) else None)
        assert len(every) > 10 and all(item.fletcher32 for item in every)
        assert (u[...] == t[:, None, None] + 10 * y[:, None] + 100 * x).all()
        assert (f["fields/p"][...] == u[...] * -1e-300).all()
        assert [d.label for d in u.dims] == ["t", "y", "x"]
        for d, (name, values) in zip(u.dims, [("t", t), ("y", y), ("x", x)]):
            assert d.keys() == [name] and (d[name][...] == values).all() and d[0] == f["coordinates/" + name]
        assert u.attrs["axes"] == b"t,y,x"
        assert (f["history/loss"][...] == [1, np.inf, 1e-12]).all() and (f["history/wall x=-1"][...] == [3, 2, 1]).all()
        flat = f["network/parameters"][...]
        assert (flat == 0.1 * np.arange(9)).all()
        for name, offset, rows, columns in f["network/layout"][...]:
            block = f["network/blocks/" + name.decode()][...]
            assert (block == flat[offset:offset + rows * columns].reshape(rows, columns)).all()
        a = f.attrs
        assert a["equation"].decode() == "u_t + u u_x - ν u_xx = 0" and a["empty"] == b""
        assert a["long"].decode() == "α" * 50000
        assert a["viscosity"] == 0.01 / np.pi and a["viscosity"].dtype == np.float64
        assert a["seed"] == -7 and a["seed"].dtype == np.int64 and a["largest"] == 2**63 - 1
        assert np.isnan(a["not a number"])
        """, path)
    }
  }

  @Test(.enabled(if: Tool.hasH5py, Tool.noH5py)) func weReadWhatH5pyWrites() throws {
    try withFolder { folder in
      let path = folder + "/b.h5"
      expectPython(
        """
        f = h5py.File(sys.argv[1], "w")
        a = np.arange(24).reshape(2, 3, 4) - 5
        for kind in ["i1", "i2", ">i4", "i8", "f2", ">f4", "f4", ">f8", "f8"]:
            f["numbers/" + kind.replace(">", "big ")] = a.astype(kind)
        for kind in ["u1", "u2", "u4", ">u8"]:
            f["counts/" + kind.replace(">", "big ")] = (a + 5).astype(kind)
        f.create_dataset("packed", data=a.astype("f8"), chunks=(1, 2, 3), compression="gzip", shuffle=True)
        f["scalar"] = 2.5
        f["truth"] = np.array([True, False])
        f["none"] = h5py.Empty("f8")
        f["text"] = "words"
        f.create_dataset("unfilled", shape=(10**6, 10**6), dtype="f8")
        f.attrs["variable"] = "ν, of variable length"
        f.attrs.create("fixed", np.bytes_(b"fixed"), dtype="S20")
        f.attrs["flag"] = True
        f.attrs["small"] = np.int8(-3)
        f.attrs["single"] = np.float32(0.5)
        f.attrs["one"] = np.array([4])
        f.attrs["many"] = np.array([4, 5])
        # As netCDF does: scales beside the field, under names of their own.
        for name, values in [("time", [0.0, 1.0]), ("r", [1.0, 2.0, 3.0])]:
            f["polar/" + name] = np.array(values)
            f["polar/" + name].make_scale(name)
        f["polar/q"] = np.arange(6.0).reshape(2, 3)
        f["polar/q"].dims[0].attach_scale(f["polar/time"])
        f["polar/q"].dims[1].attach_scale(f["polar/r"])
        # As MATLAB does: axes reversed, coordinates as matrices.
        f["flat/t"], f["flat/x"] = np.zeros((1, 2)), np.arange(3.0).reshape(3, 1)
        f["flat/u"] = np.arange(6.0).reshape(3, 2)
        f["square/y"], f["square/x"], f["square/line"] = np.arange(3.0), np.arange(3.0), np.arange(3.0)
        """, path)
      let reader = try HDF5Reader(path: path)
      let a = (0..<24).map { Double($0) - 5 }
      for (name, shape) in try reader.datasets() where name.hasPrefix("/numbers") || name.hasPrefix("/counts") {
        let values = try reader.values(of: name)
        #expect(shape == [2, 3, 4] && values.shape == shape)
        #expect(values.elements == (name.hasPrefix("/numbers") ? a : a.map { $0 + 5 }), "\(name)")
      }
      #expect(try reader.values(of: "packed").elements == a)
      #expect(try reader.values(of: "scalar") == Tensor(shape: [], elements: [2.5]))
      #expect(try reader.values(of: "truth").elements == [1, 0])
      #expect(try reader.values(of: "none").elements == [])
      #expect(sentence { try reader.values(of: "text") }?.contains("holds no numbers") == true)
      #expect(sentence { try reader.values(of: "unfilled") }?.contains("more than a file of") == true)

      #expect(try reader.attribute("variable") == .text("ν, of variable length"))
      #expect(try reader.attribute("fixed") == .text("fixed"))
      #expect(try reader.attribute("flag") == .integer(1))
      #expect(try reader.attribute("small") == .integer(-3))
      #expect(try reader.attribute("single") == .number(0.5))
      #expect(try reader.attribute("one") == .integer(4))
      #expect(sentence { try reader.attribute("many") }?.contains("is not a single number or text") == true)
      #expect(try reader.attributes().count == 6)

      let polar = try reader.field("polar/q")
      #expect(polar.axes.map(\.axis) == ["time", "r"] && polar.axes.map(\.values) == [[0, 1], [1, 2, 3]])
      let flat = try reader.field("flat/u", transposed: true)
      #expect(flat.axes.map(\.axis) == [.t, .x] && flat.values.elements == [0, 2, 4, 1, 3, 5])
      let unfit = sentence { try reader.field("flat/u") }
      #expect(unfit?.contains("missing: it has shape [3, 2], and the coordinates with it are t [2], x [3]") == true)
      #expect(sentence { try reader.field("square/line") }?.contains("ambiguous") == true)
      #expect(try reader.field("square/line", coordinates: [.x: "square/x"]).axes.map(\.axis) == [.x])
      #expect(sentence { try reader.field("packed") }?.contains("no coordinates t, z, y or x are with it") == true)
    }
  }
}
