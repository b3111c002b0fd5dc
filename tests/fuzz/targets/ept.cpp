// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "source/pointcloud/eptfile.h"

#include <QDir>
#include <QFile>

// ept.json, a line of "----", the root page of the hierarchy.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const QByteArray all = fuzz::bytesOf(bytes, size);
    const qsizetype cut = all.indexOf("\n----\n");
    const QString folder = fuzz::MemoryFile::folder();
    QDir(folder).mkdir(QStringLiteral("ept-hierarchy"));
    QFile about(folder + QStringLiteral("/ept.json"));
    if (about.open(QIODevice::WriteOnly))
        about.write(cut < 0 ? all : all.left(cut));
    about.close();
    QFile page(folder + QStringLiteral("/ept-hierarchy/0-0-0-0.json"));
    if (page.open(QIODevice::WriteOnly))
        page.write(cut < 0 ? QByteArray("{\"0-0-0-0\": 1}") : all.mid(cut + 6));
    page.close();
    (void)EptFile::open(about.fileName());
    return 0;
}
