// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/publication.h"

#include <vector>

namespace tuilerie {

/// The publications of this profile, one file each, written atomically and for their owner alone. A file is also what is
/// handed over to another program (handover.h), which writes into it how it ended. One thread.
class PublicationStore
{
public:
    explicit PublicationStore(QString folder = defaultFolder());
    static QString defaultFolder();

    std::vector<Publication> load() const; ///< oldest first; files that cannot be read are left where they are and logged
    Status save(const Publication &publication) const;
    void remove(const QString &id) const;
    QString file(const QString &id) const;

    static Result<Publication> loadFile(const QString &file);
    static Status saveFile(const QString &file, const Publication &publication);

private:
    QString m_folder;
};

} // namespace tuilerie
