// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slablist.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace tuilerie {

namespace {

// What the list writes before a slab's own name: "DATA/12/" of "NAME/DATA/12", "DATA_12" of "NAME/DATA_12".
QString listPrefix(const PyramidLevel &level, bool mask)
{
    const QString directory = mask ? level.storage.maskDirectory : level.storage.imageDirectory;
    if (directory.isEmpty())
        return {};
    return level.storage.type == StorageType::S3 ? directory.section(QLatin1Char('/'), -1)
                                                 : directory.section(QLatin1Char('/'), -2) + QLatin1Char('/');
}

std::optional<SlabPosition> positionFrom(const QString &rest, const LevelStorage &storage)
{
    if (storage.type == StorageType::File)
        return slabFromFileName(rest, storage.pathDepth);
    const QStringList parts = rest.split(QLatin1Char('_'));
    if (parts.size() != 3 || !parts.at(0).isEmpty())
        return std::nullopt;
    bool colGood = false;
    bool rowGood = false;
    const SlabPosition position{parts.at(1).toLongLong(&colGood), parts.at(2).toLongLong(&rowGood)};
    if (!colGood || !rowGood || position.col < 0 || position.row < 0)
        return std::nullopt;
    return position;
}

} // namespace

Result<SlabList> SlabList::parse(const QByteArray &text, const PyramidDescriptor &descriptor)
{
    struct Candidate
    {
        Part part;
        QString prefix;
    };
    std::vector<Candidate> candidates;
    for (int i = 0; i < int(descriptor.levels.size()); ++i) {
        for (const bool mask : {false, true}) {
            const QString prefix = listPrefix(descriptor.levels[size_t(i)], mask);
            if (!prefix.isEmpty())
                candidates.push_back({{i, mask}, prefix});
        }
    }

    SlabList list;
    bool inSlabs = false;
    int number = 0;
    for (const QByteArray &raw : text.split('\n')) {
        ++number;
        const QByteArray line = raw.trimmed();
        if (line.isEmpty())
            continue;
        if (!inSlabs) {
            inSlabs = line == "#";
            if (inSlabs || line.contains('='))
                continue;
        }
        const auto slash = line.indexOf('/');
        if (!inSlabs || slash < 1) {
            return fail(ErrorCode::Corrupt,
                QCoreApplication::translate("tuilerie::SlabList",
                    "Line %1 of the pyramid's list file is neither a "
                    "root nor a slab. Generate the list again.")
                    .arg(number),
                QString::fromUtf8(line.left(200)));
        }
        const auto space = line.indexOf(' ');
        const QString name = QString::fromUtf8(line.mid(slash + 1, space < 0 ? -1 : space - slash - 1));
        const QByteArray md5 = space < 0 ? QByteArray() : line.mid(space + 1).trimmed().toLower();
        bool found = false;
        for (const Candidate &candidate : candidates) {
            if (!name.startsWith(candidate.prefix))
                continue;
            const LevelStorage &storage = descriptor.levels[size_t(candidate.part.level)].storage;
            if (const auto position = positionFrom(name.mid(candidate.prefix.size()), storage)) {
                list.m_slabs[candidate.part].push_back({*position, md5});
                found = true;
                break;
            }
        }
        if (!found)
            list.m_strangers << name;
    }
    return list;
}

const std::vector<ListedSlab> &SlabList::slabs(const Part &part) const
{
    static const std::vector<ListedSlab> none;
    const auto found = m_slabs.find(part);
    return found == m_slabs.end() ? none : found->second;
}

QByteArray slabListText(const QString &root, const QList<QByteArray> &lines)
{
    QByteArray text = "0=" + root.toUtf8() + "\n#\n";
    for (const QByteArray &line : lines)
        text += line + '\n';
    return text;
}

QByteArray slabListLine(const PyramidLevel &level, bool mask, qint64 slabCol, qint64 slabRow, const QByteArray *slab)
{
    const LevelStorage &storage = level.storage;
    const QString name = storage.type == StorageType::S3 ? slabObjectSuffix(slabCol, slabRow)
                                                         : slabFileName(slabCol, slabRow, storage.pathDepth);
    QByteArray line = "0/" + (listPrefix(level, mask) + name).toUtf8();
    if (slab)
        line += ' ' + QCryptographicHash::hash(*slab, QCryptographicHash::Md5).toHex();
    return line;
}

} // namespace tuilerie
