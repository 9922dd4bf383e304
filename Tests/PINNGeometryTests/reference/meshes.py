"""Small meshes from Gmsh, meshio and VTK, which the tests of meshes read.

Run: python3 meshes.py   in this folder (made with gmsh 4.15.2, meshio 5.3.5, vtk 9.7.2, from PyPI)

- strip-*.msh: [0, 2] x [0, 1], triangles at x < 1 ("steel"), quadrilaterals at x > 1 ("copper"); "inlet" at x = 0, group 7
  without a name at x = 2, no group at y = 0 and y = 1.
- annulus.msh: 1 < r < 2 with "inner" and "outer"; annulus-2.msh the same of second order, curved.
- solid-*.msh: [0, 3] x [0, 1]^2: hexahedra at x < 1, pyramids and tetrahedra at 1 < x < 2, prisms at 2 < x < 3; "left" at x = 0.
- strip-*.vtu: the same by meshio and by VTK.
- overlap.msh: a square in two physical groups, which version 2 saves twice.
"""

import meshio
import gmsh
import vtk


def begin(order=1):
    gmsh.initialize()
    gmsh.option.setNumber("General.Terminal", 0)
    gmsh.model.add("mesh")
    gmsh.option.setNumber("Mesh.ElementOrder", order)


def save(names):
    """names: file name -> (version, binary)."""
    for name, (version, binary) in names.items():
        gmsh.option.setNumber("Mesh.MshFileVersion", version)
        gmsh.option.setNumber("Mesh.Binary", binary)
        gmsh.write(name)
    gmsh.finalize()


def strip(order):
    begin(order)
    geo = gmsh.model.geo
    p = [geo.addPoint(x, y, 0.5, 0.4) for x, y in [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)]]
    bottom1, bottom2, right, top2, top1, left = [geo.addLine(p[i], p[(i + 1) % 6]) for i in range(6)]
    middle = geo.addLine(p[1], p[4])
    steel = geo.addPlaneSurface([geo.addCurveLoop([bottom1, middle, top1, left])])
    copper = geo.addPlaneSurface([geo.addCurveLoop([bottom2, right, top2, -middle])])
    geo.mesh.setTransfiniteSurface(copper)
    geo.mesh.setRecombine(2, copper)
    for curve in (bottom2, right, top2, middle):
        geo.mesh.setTransfiniteCurve(curve, 4)
    geo.synchronize()
    gmsh.model.addPhysicalGroup(2, [steel], 1, "steel")
    gmsh.model.addPhysicalGroup(2, [copper], 2, "copper")
    gmsh.model.addPhysicalGroup(1, [left], 5, "inlet")
    gmsh.model.addPhysicalGroup(1, [right], 7)
    gmsh.model.addPhysicalGroup(1, [middle], 9, "seam")
    gmsh.model.mesh.generate(2)


strip(1)
save({"strip-2-text.msh": (2.2, 0), "strip-2-binary.msh": (2.2, 1), "strip-4-text.msh": (4.1, 0), "strip-4-binary.msh": (4.1, 1)})
strip(2)
save({"strip-second.msh": (4.1, 1)})


def annulus(order, name):
    begin(order)
    occ = gmsh.model.occ
    occ.addDisk(0, 0, 0, 2, 2, 1)
    occ.addDisk(0, 0, 0, 1, 1, 2)
    occ.cut([(2, 1)], [(2, 2)])
    occ.synchronize()
    for _, curve in gmsh.model.getBoundary([(2, 1)], oriented=False):
        radius = gmsh.model.getBoundingBox(1, curve)[3]
        gmsh.model.addPhysicalGroup(1, [curve], name="inner" if radius < 1.5 else "outer")
        gmsh.model.mesh.setTransfiniteCurve(curve, 25)
    gmsh.model.addPhysicalGroup(2, [1], name="plate")
    gmsh.model.mesh.generate(2)
    save({name: (4.1, 0)})


annulus(1, "annulus.msh")
annulus(2, "annulus-2.msh")


def solid(order, names, incomplete=0):
    begin(order)
    gmsh.option.setNumber("Mesh.SecondOrderIncomplete", incomplete)
    geo = gmsh.model.geo
    p = [geo.addPoint(0, y, z) for y, z in [(0, 0), (1, 0), (1, 1), (0, 1)]]
    lines = [geo.addLine(p[i], p[(i + 1) % 4]) for i in range(4)]
    left = geo.addPlaneSurface([geo.addCurveLoop(lines)])
    geo.mesh.setTransfiniteSurface(left)
    geo.mesh.setRecombine(2, left)
    for line in lines:
        geo.mesh.setTransfiniteCurve(line, 3)
    out = geo.extrude([(2, left)], 1, 0, 0, [2], recombine=True)
    hexes, first = out[1][1], out[0][1]
    # A free volume between the quadrilaterals at x = 1 and the triangles at x = 2.
    q = [geo.addPoint(2, y, z) for y, z in [(0, 0), (1, 0), (1, 1), (0, 1)]]
    geo.synchronize()
    corners = {}
    for _, point in gmsh.model.getBoundary([(2, first)], recursive=True):
        _, y, z = gmsh.model.getValue(0, point, [])
        corners[(round(y), round(z))] = point
    near = [corners[c] for c in [(0, 0), (1, 0), (1, 1), (0, 1)]]
    edges = {}
    for _, curve in gmsh.model.getBoundary([(2, first)], oriented=False):
        places = [gmsh.model.getValue(1, curve, [end[0]]) for end in gmsh.model.getParametrizationBounds(1, curve)]
        ends = [corners[(round(y), round(z))] for _, y, z in places]
        edges[tuple(ends)] = curve
        edges[tuple(reversed(ends))] = -curve
    a = [edges[(near[i], near[(i + 1) % 4])] for i in range(4)]
    b = [geo.addLine(q[i], q[(i + 1) % 4]) for i in range(4)]
    c = [geo.addLine(near[i], q[i]) for i in range(4)]
    faces = [geo.addPlaneSurface([geo.addCurveLoop([a[i], c[(i + 1) % 4], -b[i], -c[i]])]) for i in range(4)]
    right = geo.addPlaneSurface([geo.addCurveLoop(b)])
    for line in b + c:
        geo.mesh.setTransfiniteCurve(line, 3)
    free = geo.addVolume([geo.addSurfaceLoop([first, right] + faces)])
    out = geo.extrude([(2, right)], 1, 0, 0, [2], recombine=True)
    prisms, last = out[1][1], out[0][1]
    geo.synchronize()
    gmsh.model.addPhysicalGroup(3, [hexes, free, prisms], name="body")
    gmsh.model.addPhysicalGroup(2, [left], name="left")
    gmsh.model.addPhysicalGroup(2, [last], name="right")
    gmsh.model.mesh.generate(3)
    save(names)


solid(1, {"solid-1.msh": (4.1, 1)})
solid(2, {"solid-2.msh": (2.2, 1)})
solid(2, {"solid-2-incomplete.msh": (4.1, 1)}, incomplete=1)

begin()
gmsh.model.occ.addRectangle(0, 0, 0, 1, 1)
gmsh.model.occ.synchronize()
gmsh.option.setNumber("Mesh.MeshSizeMin", 0.5)
gmsh.model.addPhysicalGroup(2, [1], name="all")
gmsh.model.addPhysicalGroup(2, [1], name="again")
gmsh.model.addPhysicalGroup(1, [1], name="bottom")
gmsh.model.mesh.generate(2)
save({"overlap.msh": (2.2, 0)})

mesh = meshio.read("strip-4-text.msh")
mesh.cell_sets = {}
mesh.write("strip-text.vtu", binary=False)
mesh.write("strip-plain.vtu", compression=None)
mesh.write("strip-zlib.vtu")

reader = vtk.vtkXMLUnstructuredGridReader()
reader.SetFileName("strip-text.vtu")
reader.Update()
for name, encode in [("strip-vtk-raw.vtu", False), ("strip-vtk-base64.vtu", True)]:
    writer = vtk.vtkXMLUnstructuredGridWriter()
    writer.SetInputData(reader.GetOutput())
    writer.SetFileName(name)
    writer.SetDataModeToAppended()
    writer.SetEncodeAppendedData(encode)
    if encode:
        writer.SetHeaderTypeToUInt32()
        writer.SetCompressorTypeToNone()
    else:
        writer.SetHeaderTypeToUInt64()
        writer.SetCompressorTypeToZLib()
    writer.Write()
writer = vtk.vtkXMLUnstructuredGridWriter()
writer.SetInputData(reader.GetOutput())
writer.SetFileName("strip-vtk-text.vtu")
writer.SetDataModeToAscii()
writer.Write()
