import Domain

/// What a listing needs of the settings; reading it asks for no secret, so that a person's shell
/// needs none to look.
struct SettingsOutline: Sendable, Equatable {
  var database: DatabaseLocation
  /// As the file names them.
  var shops: [ShopID]
  /// Of secrets that are kept in files, wherever in the settings they are named.
  var secretFiles: [String] = []
}
