// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tuilerie {

/// The bytes behind gzip (RFC 1952), without a date: the same bytes give the same. Empty when there is no memory.
/// Thread-safe.
QByteArray gzipped(const QByteArray &bytes);

} // namespace tuilerie
