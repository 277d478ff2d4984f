DEPARTURES = [
    {"from": "Old Pier", "to": "Island", "at": "07:15"},
    {"from": "Island", "to": "Old Pier", "at": "08:00"},
    {"from": "Old Pier", "to": "Island", "at": "17:45"},
]
