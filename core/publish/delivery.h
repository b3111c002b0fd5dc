// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "delivery/deliveryfiles.h"

namespace tuilerie {

/// Puts the files into an open upload: by reference where the server reads this machine's files, else by multipart, streamed
/// from disk. Can be repeated after any interruption: files whose size in the upload's tree is right already are left alone,
/// others are removed there and sent again (docs/entrepot.md §6.3). A file that was answered 409 or timed out although it
/// arrived counts as sent. With multipart, ends with one data.md5 over all files. Progress step "upload": in files by
/// reference, else in bytes.
Status deliver(EntrepotClient &client, const QString &upload, const std::vector<DeliveryFile> &files, bool byReference);

} // namespace tuilerie
