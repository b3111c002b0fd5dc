// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filesearch.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::FileSearch", sentence);
}

QString listed(const QStringList &paths)
{
    constexpr qsizetype most = 10;
    if (paths.size() <= most)
        return paths.join(", "_L1);
    return tr("%1 and %2 more").arg(QStringList(paths.mid(0, most)).join(", "_L1)).arg(paths.size() - most);
}

} // namespace

QString LeftOutGroup::sentence() const
{
    const QString names = listed(paths);
    switch (why) {
    case LeftOut::NotData: return tr("Left out, because they are no data that this program knows: %1.").arg(names);
    case LeftOut::Hidden: return tr("Left out, because they are hidden: %1.").arg(names);
    case LeftOut::Index: return tr("Left out, because they repeat files that lie beside them: %1.").arg(names);
    case LeftOut::Repeated: return tr("Left out, because they are links to what is there already: %1.").arg(names);
    case LeftOut::Loop: return tr("Left out, because they are links to a folder that they lie in: %1.").arg(names);
    case LeftOut::OwnPyramid: return tr("Left out, because they are pyramids and no data to make one from: %1.").arg(names);
    case LeftOut::Archive:
        return tr(
            "Left out, because they may repeat the data that lie beside them: %1. Name them, too, if they belong to the "
            "data.")
            .arg(names);
    case LeftOut::BrokenLink: return tr("Left out, because they are links that lead nowhere: %1.").arg(names);
    case LeftOut::NoDriver: return tr("Left out, because this program cannot read their format: %1.").arg(names);
    case LeftOut::Special: break;
    }
    return tr("Left out, because they are pipes, sockets or devices: %1.").arg(names);
}

bool LeftOutGroup::isWarning() const
{
    return why == LeftOut::Archive || why == LeftOut::BrokenLink || why == LeftOut::NoDriver || why == LeftOut::Loop
        || why == LeftOut::OwnPyramid;
}

QString LeftOutGroup::code() const
{
    switch (why) {
    case LeftOut::NotData: return u"no-data"_s;
    case LeftOut::Hidden: return u"hidden"_s;
    case LeftOut::Index: return u"index"_s;
    case LeftOut::Repeated: return u"repeated"_s;
    case LeftOut::Loop: return u"link-loop"_s;
    case LeftOut::OwnPyramid: return u"pyramid"_s;
    case LeftOut::Archive: return u"archive"_s;
    case LeftOut::BrokenLink: return u"broken-link"_s;
    case LeftOut::NoDriver: return u"no-driver"_s;
    case LeftOut::Special: break;
    }
    return u"special"_s;
}

} // namespace tuilerie
