// What commands need that rebuild a network from the file of a run.

import ArgumentParser

/// Which further files may be opened for a file of a run.
struct EvaluationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder with the files that the run's problem names, such as an STL solid. Without it none is opened.",
      valueName: "folder"),
    completion: .directory)
  var files: String?
}
