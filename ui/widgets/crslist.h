// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <vector>

namespace tuilerie {

/// One line of proj.db.
struct CrsEntry
{
    QString id;   ///< "EPSG:2154"
    QString name; ///< "RGF93 v1 / Lambert-93"
    QString area; ///< "France - onshore and offshore, mainland and Corsica."
    bool isGeographic = false;
};

/// All two-dimensional, not deprecated, geographic and projected CRSs of EPSG and IGNF in PROJ's database, the usual ones of
/// the French territories and the world first. Read once, some 100 ms. UI thread only.
const std::vector<CrsEntry> &crsEntries();

/// The same as a model; column 0, "ID — name", with the roles below.
class CrsListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, NameRole, AreaRole, SearchRole };
    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace tuilerie
