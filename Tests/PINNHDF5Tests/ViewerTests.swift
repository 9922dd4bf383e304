// What VTK's readers, which ParaView is made of, and xarray make of our files.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct ViewerTests {
  private static let vtk = """
    from vtk.util.numpy_support import vtk_to_numpy as array
    import vtk
    def read(kind, path):
        reader = getattr(vtk, kind)()
        reader.SetFileName(path)
        reader.Update()
        return reader.GetOutputDataObject(0)
    def check(data, u, count):
        assert data.GetNumberOfPoints() == count, data.GetNumberOfPoints()
        got = array(data.GetPointData().GetArray("u"))
        for i in range(count):
            x, y, z = data.GetPoint(i)
            assert abs(got[i] - u(x, y, z)) < 1e-12, (i, got[i], u(x, y, z))

    """

  @Test(.enabled(if: Tool.hasVTK, Tool.noVTK)) func vtkReadsItsOwnFormats() throws {
    try withFolder { folder in
      try VTKWriter(.rectilinear, path: folder + "/a.vtr").write(sampleSnapshot())
      try VTKWriter(.unstructured, path: folder + "/a.vtu").write(samplePoints(times: []))
      let plane = FieldSnapshot(
        coordinates: [(.t, [0, 0.25, 0.5]), (.x, [-1, 1])],
        fields: [
          ("u", Tensor(shape: [3, 2], elements: [-10, 10, -9.75, 10.25, -9.5, 10.5])),
          ("a<&\"b", Tensor(shape: [3, 2])),
        ])
      try VTKWriter(.image, path: folder + "/a.vti").write(plane)
      expectPython(
        Self.vtk + """
          check(read("vtkXMLRectilinearGridReader", sys.argv[1] + ".vtr"), lambda x, y, z: z + 10 * y + 100 * x, 24)
          mesh = read("vtkXMLUnstructuredGridReader", sys.argv[1] + ".vtu")
          check(mesh, lambda x, y, z: 10 * x + 100 * y, 5)
          assert [mesh.GetCell(i).GetPointId(2) for i in range(4)] == [4] * 4 and mesh.GetCellType(0) == vtk.VTK_TRIANGLE
          image = read("vtkXMLImageDataReader", sys.argv[1] + ".vti")
          check(image, lambda x, y, z: 10 * x + y, 6)
          assert image.GetPointData().GetArrayName(1) == 'a<&"b'
          """, folder + "/a")
    }
  }

  @Test(.enabled(if: Tool.hasVTK, Tool.noVTK)) func vtkReadsXDMF() throws {
    try withFolder { folder in
      try XDMFWriter(path: folder + "/grid.xdmf").write(sampleSnapshot())
      try XDMFWriter(path: folder + "/series.xdmf").write(samplePoints())
      var mixed = samplePoints(times: [])
      try XDMFWriter(path: folder + "/triangles.xdmf").write(mixed)
      mixed.cells[1] = [1, 2]
      try XDMFWriter(path: folder + "/mixed.xdmf").write(mixed)
      mixed.cells = []
      try XDMFWriter(path: folder + "/vertices.xdmf").write(mixed)
      expectPython(
        Self.vtk + """
          def series(name, times):
              reader = vtk.vtkXdmfReader()
              reader.SetFileName(sys.argv[1] + "/" + name + ".xdmf")
              reader.UpdateInformation()
              steps = vtk.vtkStreamingDemandDrivenPipeline.TIME_STEPS()
              assert list(reader.GetOutputInformation(0).Get(steps) or [0]) == times
              for t in times:
                  reader.UpdateTimeStep(t)
                  data = reader.GetOutputDataObject(0)
                  while isinstance(data, vtk.vtkMultiBlockDataSet): data = data.GetBlock(0)
                  yield t, data
          for t, data in series("grid", [0, 0.5]):
              check(data, lambda x, y, z: t + 10 * y + 100 * x, 12)
          for t, data in series("series", [0, 0.5]):
              check(data, lambda x, y, z: t + 10 * x + 100 * y, 5)
              assert data.GetNumberOfCells() == 4
          for name, types in [("triangles", [5] * 4), ("mixed", [5, 3, 5, 5])]:
              for t, data in series(name, [0]):
                  check(data, lambda x, y, z: 10 * x + 100 * y, 5)
                  got = [data.GetCellType(i) for i in range(data.GetNumberOfCells())]
                  assert [4 if c == 3 else c for c in got] == [4 if c == 3 else c for c in types], got
          for t, data in series("vertices", [0]):
              check(data, lambda x, y, z: 10 * x + 100 * y, 5)
          """, folder)
    }
  }

  @Test(.enabled(if: Tool.hasXarray, Tool.noXarray)) func xarrayOpensOurFiles() throws {
    try withFolder { folder in
      var grid = sampleSnapshot()
      grid.quantities = ["u": .init("velocity", unit: "m/s"), "x": .init(unit: "m")]
      try HDF5Writer(path: folder + "/grid.h5").write(grid)
      try HDF5Writer(path: folder + "/points.h5").write(samplePoints())
      expectPython(
        """
        import xarray as xr
        with xr.open_dataset(sys.argv[1] + "/grid.h5", group="fields", engine="h5netcdf") as fields:
            assert fields.u.dims == ("t", "y", "x") and sorted(fields.coords) == ["t", "x", "y"], fields
            assert float(fields.u.sel(t=0.5, y=-1, x=0.125)) == 3 and fields.u.attrs["units"] == "m/s"
            assert fields.u.attrs["long_name"] == "velocity" and fields.x.attrs["units"] == "m"
        with xr.open_dataset(sys.argv[1] + "/grid.h5", group="history", engine="h5netcdf") as history:
            assert float(history.loss.sel(step=20)) == 1e-12 and sorted(history) == ["loss", "seconds", "wall x=-1"]
        with xr.open_dataset(sys.argv[1] + "/points.h5", group="fields", engine="h5netcdf") as fields:
            assert fields.u.dims == ("t", "point") and fields.x.dims == ("point",), fields
            assert "x" in fields.coords and "y" in fields.coords
            assert np.allclose(fields.u, fields.t + 10 * fields.x + 100 * fields.y)
        """, folder)
    }
  }
}
