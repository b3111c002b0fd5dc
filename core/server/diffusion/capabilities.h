// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/serviceaccess.h"

#include <QUrl>

namespace tuilerie {

/// A capabilities document as an answer, with an ETag of its content.
HttpResponse capabilitiesAnswer(const ServiceAccess &access, const char *contentType, const QByteArray &body);

} // namespace tuilerie
