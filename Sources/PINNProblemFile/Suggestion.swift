// "Did you mean ...?" for names that aren't known.

/// The known name nearest to `name`, if it is near enough to be what was meant: small and capital letters, spaces, dashes
/// and underscores aside, at most a third of its letters differ (Levenshtein distance, a swap of neighbours counting as one).
package func nearest(to name: String, among known: [String]) -> String? {
  let letters = plain(name)
  guard !letters.isEmpty, letters.count <= 60 else { return nil }
  let distances = known.map { (name: $0, distance: editDistance(letters, plain($0))) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, letters.count / 3) && best.distance < plain(best.name).count ? best.name : nil
}

/// "; did you mean 'sin'?" or, with nothing near, the list of all names: "; there are 'cos', 'sin'".
package func suggestion(for name: String, among known: [String]) -> String {
  if let near = nearest(to: name, among: known) { return "; did you mean '\(near)'?" }
  return known.isEmpty ? "; there is none" : "; there \(known.count == 1 ? "is" : "are") \(quoted(known))"
}

/// 'a', 'b', 'c'
package func quoted(_ names: some Sequence<String>) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }

private func plain(_ name: String) -> [Character] {
  name.lowercased().filter { !" -_".contains($0) }.map { $0 }
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var (before, last) = ([Int](), Array(0...b.count))
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      row.append(best)
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}
